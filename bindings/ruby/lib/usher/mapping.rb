# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # How rows of a table become events, for Replay#add_rows: which column is what, how times are written (docs/replay.md).
  class Mapping < Handle
    # From a file of YAML. InputError with all findings, IoError, LimitError for more than 4 MiB.
    def self.load(path, &block)
      path = Native.path(path)
      raw, = Native.made { |out, report| Native.usher_mapping_load(path, out, report) }
      closing(new(raw), &block)
    end

    # The same from a text of YAML; `name` is what findings call it. InputError with all findings, LimitError.
    def self.parse(text, name: 'mapping', &block)
      Arena.use do |arena|
        given = arena.string(text)
        called = arena.string(name)
        raw, = Native.made { |out, report| Native.usher_mapping_load_memory(called, given, out, report) }
        new(raw)
      end.then { |mapping| closing(mapping, &block) }
    end
    private_class_method :new

    # @api private
    def initialize(raw)
      super()
      own(raw, :usher_mapping_destroy)
    end
  end
end
