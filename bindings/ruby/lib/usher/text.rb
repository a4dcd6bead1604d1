# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # A place where a phrase of the policy was found, and the topics, signals and rules that name it.
  PhraseMatch = ::Struct.new(:phrase, :language, :where, :parts, keyword_init: true)

  # What usher sees in a text, for hosts that highlight, mask or fold what they show.
  class Text
    # normal_form: the words joined by spaces, as phrases are compared with them. masked: the whole text with its personal
    # data masked; code points keep their places. language_confidence: 0 to 1; decisions take a language from 0.5 on.
    FIELDS = %i[normal_form masked language language_confidence ill_formed].freeze
    attr_reader(*FIELDS, :words, :matches, :personal_data, :left_out)

    # @api private
    def initialize(policy, text, subject:, email:)
      from = Handle.pointer_of(policy, Policy, 'policy')
      Arena.use do |arena|
        source = arena.string(text)
        options = Codec.struct(arena, :usher_text_options, subject: subject, email: email)
        raw, = Native.made { |out, _report| Native.usher_text_create(out) }
        begin
          Native.reported { |report| Native.usher_text_read(from, source, options, raw, report) }
          fill(raw)
        ensure
          Native.usher_text_destroy(raw)
        end
      end
      freeze
    end

    # Not what anybody wrote: what is inspected ends in logs.
    def inspect
      "#<Usher::Text #{[language, "#{words.size} words", "#{matches.size} matches"].compact.join(', ')}>"
    end

    private

    def fill(raw)
      values = Native.usher_text_fields(raw)
      FIELDS.each do |name|
        instance_variable_set(:"@#{name}", Codec.field_of(values, Abi::READ[:usher_text_values][name]).freeze)
      end
      @words = list(raw, :word) { |at| Codec.read(:usher_word, at, Word) }
      @matches = list(raw, :match) { |at, index| match(raw, at, index) }
      @personal_data = list(raw, :personal_data) { |at| Codec.read(:usher_personal_data, at, PersonalData) }
      @left_out = list(raw, :left_out) { |at| Span.new(*at.get_array_of_uint64(0, 4)).freeze }
    end

    def list(raw, name)
      Array.new(Native.public_send(:"usher_text_#{name}_count", raw)) do |index|
        yield Native.public_send(:"usher_text_#{name}", raw, index), index
      end.freeze
    end

    def match(raw, at, index)
      fields = Abi::READ[:usher_match].transform_values { |field| Codec.field_of(at, field) }
      parts = Array.new(fields.delete(:part_count)) do |part|
        Codec.read(:usher_part, Native.usher_text_match_part(raw, index, part), Part)
      end
      PhraseMatch.new(**fields, parts: parts.freeze).freeze
    end
  end
end
