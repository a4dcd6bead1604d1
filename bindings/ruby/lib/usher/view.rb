# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # What a desk looked like at a moment: Arrays of Department, Agent and Conversation.
  class View
    attr_reader :time, :departments, :agents, :conversations

    # @api private
    def initialize(raw)
      @time = Codec.time(Native.usher_view_time(raw))
      @departments = list(raw, :department, Department)
      @agents = list(raw, :agent, Agent)
      @conversations = list(raw, :conversation, Conversation)
      freeze
    end

    private

    def list(raw, name, type)
      Array.new(Native.public_send(:"usher_view_#{name}_count", raw)) do |index|
        Codec.read(:"usher_#{name}", Native.public_send(:"usher_view_#{name}", raw, index), type)
      end.freeze
    end
  end
end
