# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # Memory for what one call is given; texts and structs lie in it one behind the other.
  # @api private
  class Arena
    FIRST = 16 * 1024
    KEPT = 1024 * 1024
    IDLE = [] # rubocop:disable Style/MutableConstant -- those that nobody uses; taken and given back by one operation each

    # Yields an arena that nobody else has meanwhile.
    def self.use
      arena = IDLE.pop || new
      begin
        yield arena
      ensure
        arena.clear
        IDLE.push(arena) if IDLE.size < 64
      end
    end

    def initialize
      @full = []
      grow(FIRST)
    end

    def clear
      @used = 0
      return if @full.empty? && @memory.size <= KEPT

      grow(FIRST) if @memory.size > KEPT
      @full = []
    end

    # Memory of so many bytes, all of them 0.
    def take(size)
      at = reserve(size)
      @memory.slice(at, size).clear
    end

    # Writes a usher_str at an offset of what was taken.
    def text(to, at, text)
      unless text.is_a?(String)
        raise TypeError, "a text is a String, not #{text.class}" unless text.is_a?(Symbol)

        text = text.name
      end
      text = Codec.utf8(text)
      size = text.bytesize
      # One byte more: without any, it would be "not given" and not "given and empty".
      place = reserve(size + 1)
      @memory.put_bytes(place, text)
      to.put_uint64(at, @address + place)
      to.put_uint64(at + 8, size)
    end

    # A usher_str to be handed over by value.
    def string(text)
      made = Abi::Str.new(take(16))
      text(made.to_ptr, 0, text)
      made
    end

    private

    # Where the next bytes go; what was taken stays where it is when they do not fit.
    def reserve(size)
      at = (@used + 7) & ~7
      if at + size > @memory.size
        @full << @memory
        grow([2 * @memory.size, size].max)
        at = 0
      end
      @used = at + size
      at
    end

    def grow(size)
      @memory = FFI::MemoryPointer.new(size)
      @address = @memory.address
      @used = 0
    end
  end
end
