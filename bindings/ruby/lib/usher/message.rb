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

    # @api private
    def fields
      { text: @text, id: @id, conversation: @conversation, channel: @channel, account: @account,
        visibility: @visibility, subject: @subject, language: @language, time: @time, tags: @tags, facts: @facts }
    end
  end
end
