# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # A length of time, for facts, where a plain number is a number.
  class Duration
    include Comparable
    attr_reader :milliseconds

    def initialize(milliseconds)
      @milliseconds = Integer(milliseconds)
      freeze
    end

    def self.seconds(count) = times(count, 1000)
    def self.minutes(count) = times(count, 60_000)
    def self.hours(count) = times(count, 3_600_000)
    def self.days(count) = times(count, 86_400_000)

    # A String, too, can be multiplied, and becomes a long one.
    def self.times(count, size)
      raise TypeError, "a duration is a number of something, not #{count.class}" unless count.is_a?(Numeric) && count.real?

      new((count * size).round)
    end
    private_class_method :times

    # @api private
    def self.of(milliseconds)
      milliseconds.zero? ? nil : new(milliseconds)
    end

    # @api private
    def self.milliseconds(value)
      return value.milliseconds if value.is_a?(Duration)

      raise TypeError, "a duration is a Usher::Duration, not #{value.class}"
    end

    def <=>(other)
      other.is_a?(Duration) ? milliseconds <=> other.milliseconds : nil
    end

    def hash = milliseconds.hash

    def eql?(other)
      other.is_a?(Duration) && milliseconds == other.milliseconds
    end

    def to_s = "#{milliseconds} ms"

    # As events of JSON have it: 1h30m, 90.5s.
    # @api private
    def text
      return to_s if milliseconds.negative?

      hours, rest = milliseconds.divmod(3_600_000)
      minutes, rest = rest.divmod(60_000)
      made = "#{"#{hours}h" if hours.positive?}#{"#{minutes}m" if minutes.positive?}"
      return made if rest.zero? && !made.empty?

      "#{made}#{(rest % 1000).zero? ? rest / 1000 : rest / 1000.0}s"
    end
  end

  # A place in a text: bytes [begin, end), and the code points of the same place.
  Span = ::Struct.new(:begin, :end, :begin_code_point, :end_code_point)

  # Mappings that the library takes as arrays of structs.
  # @api private
  module Rows
    STRUCTS = { limits: :usher_limit, sources: :usher_source, capacities: :usher_kind_capacity }.freeze
    FACT = Abi::SIZES[:usher_fact]
    FACT_AT = Abi::WRITTEN[:usher_fact].transform_values { |field| field[:at] }.freeze

    module_function

    # The pointer to the first of them.
    def write_facts(arena, facts)
      first = arena.take(FACT * facts.size)
      at = 0
      facts.each do |name, value|
        to = at.zero? ? first : first + at
        to.put_uint64(0, FACT)
        arena.text(to, FACT_AT[:name], name)
        write_fact(arena, to, name, value)
        at += FACT
      end
      first
    end

    def write_fact(arena, to, name, value)
      case value
      when String, Symbol
        to.put_int32(FACT_AT[:type], Abi::FACT_TEXT)
        arena.text(to, FACT_AT[:text], value)
      when true, false then integer(to, Abi::FACT_FLAG, value ? 1 : 0)
      when Numeric
        to.put_int32(FACT_AT[:type], Abi::FACT_NUMBER)
        to.put_float64(FACT_AT[:number], value.to_f)
      when Duration then integer(to, Abi::FACT_DURATION, value.milliseconds)
      when nil # missing
      else
        unless value.is_a?(Time) || value.respond_to?(:to_time)
          raise TypeError, "the fact #{name} is a text, a number, true or false, a Time or a Usher::Duration, " \
                           "not #{value.class}"
        end

        integer(to, Abi::FACT_TIME, Codec.milliseconds(value))
      end
    end

    def integer(to, type, value)
      to.put_int32(FACT_AT[:type], type)
      to.put_int64(FACT_AT[:integer], value)
    end

    def limits(limits)
      named('limits', limits).map { |name, value| { name: name.to_s, value: natural("the limit #{name}", value) } }
    end

    def sources(sources)
      named('files', sources).map { |name, text| { name: name.to_s, text: text } }
    end

    def capacities(capacities)
      named('kinds', capacities).map { |kind, most| { kind: kind.to_s, most: natural("the capacity for #{kind}", most) } }
    end

    def named(what, value)
      raise TypeError, "#{what} are a Hash, not #{value.class}" unless value.is_a?(Hash)

      value
    end

    def natural(what, value)
      raise TypeError, "#{what} is a number from 0 on" unless value.is_a?(Integer) && !value.negative?

      value
    end
  end
end
