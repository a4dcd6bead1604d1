# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
require 'json'

module Usher
  # Hashes as the library's JSON.
  # @api private
  module Json
    module_function

    def encode(mapping)
      raise TypeError, "a Hash is wanted, not #{mapping.class}" unless mapping.is_a?(Hash)

      JSON.generate(plain(timed(mapping), nil, {}.compare_by_identity))
    rescue JSON::GeneratorError, JSON::NestingError, EncodingError => e
      raise ArgumentError, "this is no JSON: #{e.message}"
    end

    def lines(mappings)
      mappings.map { |mapping| encode(mapping) }.join("\n")
    end

    # Keys of messages and events, not of facts, whose value is a time.
    TIMES = %w[time due until].freeze

    def timed(mapping, event: mapping.key?(:type) || mapping.key?('type'))
      mapping.to_h do |name, value|
        if value.is_a?(Integer) && TIMES.include?(name.to_s)
          [name, Codec.time(value) || value]
        elsif event && name.to_s == 'within' && value.is_a?(Duration)
          [name, value.text]
        else
          [name, event && name.to_s == 'message' && value.is_a?(Hash) ? timed(value, event: false) : value]
        end
      end
    end

    def text(value)
      value = Codec.utf8(value)
      value = value.dup.force_encoding(Encoding::UTF_8) if value.encoding != Encoding::UTF_8
      value.scrub("\u{fffd}")
    end

    # `inside` has what is being read: what contains itself has no end.
    def plain(value, key, inside)
      case value
      when Hash then once(value, key, inside) { value.to_h { |name, each| [name.to_s, plain(each, name, inside)] } }
      when Array then once(value, key, inside) { value.map { |each| plain(each, key, inside) } }
      when Symbol then value.to_s
      when Time then value.getutc.strftime('%Y-%m-%dT%H:%M:%S.%LZ')
      when Duration then value.milliseconds
      when String then text(value)
      when Integer, Float, true, false, nil then value
      when Numeric then Float(value) # a Rational or a BigDecimal, which JSON would make a text of
      else
        time = value.to_time if value.respond_to?(:to_time)
        return plain(time, key, inside) if time.is_a?(Time)

        raise TypeError, "usher has no use for a #{value.class} as #{key.inspect}"
      end
    end

    def once(value, key, inside)
      raise ArgumentError, "this is no JSON: #{key.inspect} contains itself" if inside.key?(value)

      # No deeper than JSON.generate goes, as the stack has an end too.
      raise ArgumentError, "this is no JSON: nesting of #{inside.size} is too deep" if inside.size >= 100

      inside[value] = true
      made = yield
      inside.delete(value)
      made
    end
  end
end
