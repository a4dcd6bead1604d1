# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # Values of Ruby into structs of the library and back, by the tables of Abi.
  # @api private
  module Codec
    WORDS = Abi::NAMES.transform_values { |names| names.invert.freeze }.freeze

    module_function

    # The symbol of a number; nil for one that is none.
    def word(names, number)
      WORDS.fetch(names)[number]
    end

    # The number of a symbol.
    def number(names, word)
      raise TypeError, "#{names} is a Symbol, not #{word.class}" unless word.is_a?(Symbol)

      Abi::NAMES.fetch(names).fetch(word) do
        raise ArgumentError, "there is no #{names} #{word.inspect}; there are #{Abi::NAMES[names].keys.join(', ')}"
      end
    end

    PLAIN = [Encoding::UTF_8, Encoding::US_ASCII, Encoding::BINARY].freeze

    # Bytes that the library reads as UTF-8; binary strings are taken as they are.
    def utf8(text)
      PLAIN.include?(text.encoding) ? text : text.encode(Encoding::UTF_8, invalid: :replace, undef: :replace)
    end

    # The text at an offset; nil where its data is NULL.
    def text(from, at)
      data = from.get_pointer(at)
      data.null? ? nil : data.read_bytes(from.get_uint64(at + 8)).force_encoding(Encoding::UTF_8)
    end

    def texts(first, count)
      Array.new(count) { |index| text(first, index * 16) }
    end

    def time(milliseconds)
      milliseconds.negative? ? nil : Time.at(milliseconds / 1000, milliseconds % 1000, :millisecond, in: 'UTC')
    end

    def milliseconds(time)
      case time
      when Time then (time.to_i * 1000) + (time.nsec / 1_000_000)
      when Integer then time
      else
        return milliseconds(time.to_time) if time.respond_to?(:to_time)

        raise TypeError, "a time is a Time or an Integer of milliseconds, not #{time.class}"
      end
    end

    # A struct in the arena, with the fields given; nil: not given.
    def struct(arena, name, fields)
      write(arena, name, arena.take(Abi::SIZES.fetch(name)), fields)
    end

    # An array of structs, or nil for none.
    def structs(arena, name, rows)
      return nil if rows.empty?

      size = Abi::SIZES.fetch(name)
      first = arena.take(size * rows.size)
      rows.each_with_index { |fields, index| write(arena, name, first + (index * size), fields) }
      first
    end

    def write(arena, name, to, fields)
      table = Abi::WRITTEN.fetch(name)
      to.put_uint64(0, Abi::SIZES[name])
      fields.each do |key, value|
        next if value.nil?

        field = table[key] or raise ArgumentError, "unknown keyword: #{key.inspect}"
        if field[:kind] == :text
          arena.text(to, field[:at], value)
        else
          write_other(arena, to, key, field, value)
        end
        implied = field[:implies_at]
        to.put_int32(implied, to.get_int32(implied) | field[:implies]) if implied
      end
      to
    end

    def write_other(arena, to, key, field, value)
      at = field[:at]
      case field[:kind]
      when :switch
        raise TypeError, "#{key} is true or false" unless value == true || value == false

        to.put_int32(at, to.get_int32(at) | field[:bit]) if value
      when :count then put(to, key, field, value)
      when :number then to.put_float64(at, Float(value))
      when :time then to.put_int64(at, milliseconds(value))
      when :duration then to.put_int64(at, Duration.milliseconds(value))
      when :enum then to.put_int32(at, number(field[:names], value))
      when :struct
        to.put_pointer(at, value.is_a?(Message) ? value.write(arena) : struct(arena, field[:struct], value.fields))
      when :texts then list(to, field, value.size, text_array(arena, key, value))
      else
        rows = Rows.public_send(field[:kind], value)
        list(to, field, rows.size, structs(arena, Rows::STRUCTS[field[:kind]], rows))
      end
    end

    # An Integer that a number of so many bytes can hold; C would take what is left of any other.
    def whole(key, value, least, most)
      raise TypeError, "#{key} is an Integer, not #{value.class}" unless value.is_a?(Integer)
      raise RangeError, "#{key} is an Integer, #{least} to #{most}" unless value.between?(least, most)

      value
    end

    def put(to, key, field, value)
      bits = field[:size] * 8
      whole(key, value, *(field[:signed] ? [-(1 << (bits - 1)), (1 << (bits - 1)) - 1] : [0, (1 << bits) - 1]))
      to.public_send(:"put_#{field[:signed] ? '' : 'u'}int#{bits}", field[:at], value)
    end

    def list(to, field, count, first)
      to.put_pointer(field[:at], first)
      to.put_uint64(field[:count_at], count)
    end

    def text_array(arena, key, texts)
      raise TypeError, "#{key} is an Array of texts, not #{texts.class}" unless texts.is_a?(Array)
      return nil if texts.empty?

      first = arena.take(16 * texts.size)
      texts.each_with_index { |text, index| arena.text(first, index * 16, text) }
      first
    end

    # What the library filled, as an object of the class.
    def read(name, from, type)
      values = Abi::READ.fetch(name).to_h { |key, field| [key, field_of(from, field)] }
      type.new(**values).freeze
    end

    def field_of(from, field)
      at = field[:at]
      case field[:kind]
      when :text then text(from, at)
      when :texts then texts(from.get_pointer(at), from.get_uint64(field[:count_at])).freeze
      when :time then time(from.get_int64(at))
      when :duration then Duration.of(from.get_int64(at))
      when :number then from.get_float64(at)
      when :flag then from.get_int32(at) != 0
      when :enum then word(field[:names], from.get_int32(at))
      when :clocks then clocks(from.get_uint32(at))
      when :span then Span.new(*from.get_array_of_uint64(at, 4)).freeze
      when :count then field[:size] == 4 ? from.get_uint32(at) : from.get_uint64(at)
      end
    end

    def clocks(bits)
      Abi::NAMES[:clock].filter_map { |word, number| word if bits[number - 1] == 1 }.freeze
    end
  end
end
