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
