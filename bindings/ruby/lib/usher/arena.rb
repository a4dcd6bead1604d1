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
      @memory = FFI::MemoryPointer.new(FIRST)
      @used = 0
      @full = []
    end

    def clear
      @used = 0
      return if @full.empty? && @memory.size <= KEPT

      @memory = FFI::MemoryPointer.new(FIRST) if @memory.size > KEPT
      @full = []
    end

    # Memory of so many bytes, all of them 0.
    def take(size)
      at = reserve(size)
      place = @memory + at
      place.clear
      place
    end

    # The address of these bytes, as they are.
    def bytes(text)
      at = reserve(text.bytesize)
      @memory.put_bytes(at, text)
      @memory + at
    end

    # Writes a usher_str at an offset of what was taken.
    def text(to, at, text)
      raise TypeError, "a text is a String, not #{text.class}" unless text.is_a?(String) || text.is_a?(Symbol)

      text = Codec.utf8(text)
      # Without a byte it is "given and empty", not "not given".
      to.put_pointer(at, bytes(text.empty? ? "\0" : text))
      to.put_uint64(at + 8, text.bytesize)
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
        @memory = FFI::MemoryPointer.new([2 * @memory.size, size].max)
        at = 0
      end
      @used = at + size
      at
    end
  end
end
