# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # Where something of the library's is. Other threads run while one is in a long call, and may close what that call is
  # given: so whoever needs it longer than a moment holds it, and the last one to let go of what was closed frees it.
  # @api private
  class Owned < FFI::AutoPointer
    # Yields while each of those that are one is held.
    def self.hold(given, &call)
      first, *rest = given.grep(Owned)
      first ? first.hold { hold(rest, &call) } : call.call
    end

    def initialize(raw, destroy)
      super
      @lock = Mutex.new
      @held = 0
      @closed = false
    end

    def free
      @lock.synchronize do
        @closed = true
        super if @held.zero?
      end
    end

    # ClosedError when it was closed.
    def hold
      @lock.synchronize do
        raise ClosedError, 'it is closed' if @closed

        @held += 1
      end
      begin
        yield
      ensure
        last = @lock.synchronize { (@held -= 1).zero? && @closed }
        free if last
      end
    end
  end

  # Something of the library's. #close gives it back at once; else it goes when nothing refers to it any more.
  class Handle
    # Closing twice does nothing; using what is closed raises ClosedError. What another thread is in a call with goes when
    # that call is over.
    def close
      pointer = @pointer
      @pointer = nil
      pointer&.free
      nil
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
      @pointer = Owned.new(raw, Native.method(destroy))
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
