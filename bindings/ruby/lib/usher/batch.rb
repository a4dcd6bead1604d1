# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # Many messages, decided about in one call, field by field. A row that is wrong does not stop the others.
  class Batch < Handle
    AT = Abi::COLUMN
    private_constant :AT

    # Array of Finding; the line is the number of the row, from 1, or of the line of JSON.
    attr_reader :findings

    def initialize
      super
      FFI::MemoryPointer.new(:pointer) do |out|
        Native.check(Native.usher_batch_create(out))
        own(out.read_pointer, :usher_batch_destroy)
      end
      @findings = [].freeze
    end

    # Messages, all of them Message or all of them Hash; options as of Policy#triage.
    def triage(policy, messages, **options)
      from = Handle.pointer_of(policy, Policy, 'policy')
      raise TypeError, "messages are an Array, not #{messages.class}" unless messages.is_a?(Enumerable)

      messages = messages.to_a
      if !messages.empty? && messages.all?(Hash)
        return triage_json(policy, Json.lines(messages), **options)
      end

      wrong = messages.index { |message| !message.is_a?(Message) } # the wrong one may be nil
      raise TypeError, "a batch has Usher::Message, or Hash only, not #{messages[wrong].class}" if wrong

      run(options) do |arena|
        first = Message.write_all(arena, messages)
        ->(given, report) { Native.usher_batch_triage(from, first, messages.size, given, pointer, report) }
      end
    end

    # From lines of JSON; empty ones are no rows.
    def triage_json(policy, lines, **options)
      from = Handle.pointer_of(policy, Policy, 'policy')
      run(options) do |arena|
        text = arena.string(lines)
        ->(given, report) { Native.usher_batch_triage_json(from, text, given, pointer, report) }
      end
    end

    # How many rows there are.
    def size = Native.usher_batch_rows(pointer)

    # Symbols: :ok, :input ..., one for each row.
    def statuses
      return [] if size.zero?

      Native.usher_batch_statuses(pointer).read_array_of_int32(size).map { |number| Codec.word(:status, number) }
    end

    # A field of all rows: texts, numbers, true and false, Times or nil; of fields of several an Array for each. A row
    # that failed has nil, or an empty Array.
    def column(field)
      values(Native.usher_batch_column(pointer, Codec.number(:field, field)), field)
    end

    # The rules behind it.
    def because(field)
      values(Native.usher_batch_because(pointer, Codec.number(:field, field)), nil)
    end

    private

    def run(options)
      Arena.use do |arena|
        call = yield arena
        given = Codec.struct(arena, :usher_triage_options, options)
        @findings = Native.reported { |report| call.(given, report) }.freeze
      end
      self
    end

    def values(column, field)
      raise Error.of(Abi::ARGUMENT, []) if column.null?

      flat = flat_values(column, field)
      offsets = column.get_pointer(AT[:offsets])
      return flat if offsets.null?

      offsets.read_array_of_uint64(column.get_uint64(AT[:rows]) + 1).each_cons(2).map { |from, to| flat[from...to] }
    end

    def flat_values(column, field)
      count = column.get_uint64(AT[:values])
      case column.get_int32(AT[:type])
      when Abi::COLUMN_CODES
        words = Codec.texts(column.get_pointer(AT[:dictionary]), column.get_uint64(AT[:dictionary_size]))
        numbers(column, :codes, :int32, count).map { |code| code.negative? ? nil : words[code] }
      when Abi::COLUMN_INTEGERS
        numbers(column, :integers, :int64, count).map { |value| integer(value, field) }
      else
        numbers(column, :numbers, :double, count).map { |value| value.nan? ? nil : value }
      end
    end

    def numbers(column, name, type, count)
      count.zero? ? [] : column.get_pointer(AT[name]).public_send(:"read_array_of_#{type}", count)
    end

    def integer(value, field)
      return nil if value.negative?

      case field
      when :engage then value != 0
      when :priority then value
      else Codec.time(value)
      end
    end
  end
end
