# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # What a customer wrote, field by field; what is nil is not given.
  #
  # Facts go by their dotted names, and their kind follows the value: a String or Symbol is a text or a value of an
  # enumeration, a Numeric a number, true or false a flag, a Time a time, a Duration a duration, nil a missing fact.
  class Message
    FIELDS = %i[text id conversation channel account visibility subject language time tags facts].freeze
    attr_reader(*FIELDS)

    def initialize(text = nil, id: nil, conversation: nil, channel: nil, account: nil, visibility: nil, subject: nil,
                   language: nil, time: nil, tags: nil, facts: nil)
      @text = text
      @id = id
      @conversation = conversation
      @channel = channel
      @account = account
      @visibility = visibility
      @subject = subject
      @language = language
      @time = time
      @tags = tags
      @facts = facts
      raise TypeError, "facts are a Hash, not #{facts.class}" unless facts.nil? || facts.is_a?(Hash)
    end

    SIZE = Abi::SIZES[:usher_message]
    AT = Abi::WRITTEN[:usher_message].transform_values { |field| field[:at] }.freeze
    COUNT_AT = Abi::WRITTEN[:usher_message].transform_values { |field| field[:count_at] }.freeze
    TEXTS = %i[text id conversation channel account visibility subject language].freeze
    TIME = Abi::WRITTEN[:usher_message][:time]
    private_constant :SIZE, :AT, :COUNT_AT, :TEXTS, :TIME

    # Messages in a row in the arena; the pointer to the first, or nil for none. What triage spends most of its time on in
    # Ruby, so it is written out.
    #
    # @api private
    def self.write_all(arena, messages)
      return nil if messages.empty?

      first = arena.take(SIZE * messages.size)
      messages.each_with_index { |message, index| message.write(arena, index.zero? ? first : first + (index * SIZE)) }
      first
    end

    # @api private
    def write(arena, to = arena.take(SIZE))
      to.put_uint64(0, SIZE)
      write_texts(arena, to)
      if @time
        to.put_int64(TIME[:at], Codec.milliseconds(@time))
        to.put_int32(TIME[:implies_at], TIME[:implies])
      end
      list(to, :tags, @tags.size, Codec.text_array(arena, :tags, @tags)) if @tags
      list(to, :facts, @facts.size, Rows.write_facts(arena, @facts)) if @facts && !@facts.empty?
      to
    end

    # Not the customer's words: what is inspected ends in logs.
    def inspect = "#<Usher::Message#{" #{id}" if id}>"

    private

    class_eval <<~RUBY, __FILE__, __LINE__ + 1
      def write_texts(arena, to)
        #{TEXTS.map { |name| "arena.text(to, #{AT[name]}, @#{name}) unless @#{name}.nil?" }.join("\n        ")}
      end
    RUBY

    def list(to, name, count, first)
      to.put_pointer(AT[name], first)
      to.put_uint64(COUNT_AT[name], count)
    end
  end
end
