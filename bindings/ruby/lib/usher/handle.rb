# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # Something of the library's. #close gives it back at once; else it goes when nothing refers to it any more.
  class Handle
    # Closing twice does nothing; using what is closed raises ClosedError.
    def close
      @pointer&.free
      @pointer = nil
    end

    def closed?
      @pointer.nil?
    end

    # @api private
    def pointer
      @pointer or raise ClosedError, "#{self.class} is closed"
    end

    # The pointer of a handle that the host gave. C takes any address for what it asked for, so what is of another kind must
    # be refused here.
    #
    # @api private
    def self.pointer_of(value, kind, name)
      raise TypeError, "#{name} is a #{kind}, not #{value.class}" unless value.is_a?(kind)

      value.pointer
    end

    def initialize_copy(_other)
      raise TypeError, "#{self.class} cannot be copied"
    end

    def inspect
      "#<#{self.class}#{' (closed)' if closed?}>"
    end

    private

    def own(raw, destroy)
      @pointer = FFI::AutoPointer.new(raw, Native.method(destroy))
    end

    # Gives what it is given to the block, if there is one, and closes it behind.
    def self.closing(made)
      return made unless block_given?

      begin
        yield made
      ensure
        made.close
      end
    end
  end
end
