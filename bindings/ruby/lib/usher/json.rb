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

      JSON.generate(plain(mapping, nil))
    rescue JSON::GeneratorError, EncodingError => e
      raise ArgumentError, "this is no JSON: #{e.message}"
    end

    def lines(mappings)
      mappings.map { |mapping| encode(mapping) }.join("\n")
    end

    def plain(value, key)
      case value
      when Hash then value.to_h { |name, each| [name.to_s, plain(each, name)] }
      when Array then value.map { |each| plain(each, key) }
      when Symbol then value.to_s
      when Time then value.getutc.strftime('%Y-%m-%dT%H:%M:%S.%LZ')
      when Duration then value.milliseconds
      when String then Codec.utf8(value)
      when Numeric, true, false, nil then value
      else
        return plain(value.to_time, key) if value.respond_to?(:to_time)

        raise TypeError, "usher has no use for a #{value.class} as #{key.inspect}"
      end
    end
  end
end
