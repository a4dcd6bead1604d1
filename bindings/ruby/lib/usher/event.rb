# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # What an event says of an agent. What is nil stays as it is; an empty Array says that there are none.
  class AgentUpdate
    FIELDS = Abi::WRITTEN[:usher_agent_update].keys.freeze
    # @api private
    attr_reader :fields

    # presence: :online, :away, :offline or :gone; departments; skills, the best first; languages, the first is their own;
    # accounts; kinds: {email: 2}, how many at most; capacity: in all; works_on: at once; shift: a calendar, "" for none.
    def initialize(**fields)
      Event.known(fields, FIELDS)
      @fields = fields.freeze
    end
  end

  # Something that happened, for a desk. What is nil is not said, and what an event of its type has no use for is not
  # looked at: docs/desk.md has all of them.
  class Event
    FIELDS = (Abi::WRITTEN[:usher_event].keys - [:type]).freeze
    # @api private
    attr_reader :fields

    # Type is :message, :agent, :accept ... and the fields are
    #   conversation, time (nil: the desk's own), id (the same again has effect once), message (a Message), agent,
    #   department, text, due, skills, prefer_agent, agent_update (an AgentUpdate), priority, customer, within (a
    #   Duration), other, topic, conversations, reply, until,
    # and true or false: from_staff, private, resolves, unblock, force, refused, before_reply.
    def initialize(type, **fields)
      self.class.known(fields, FIELDS)
      check(fields[:message], Message, 'message')
      check(fields[:agent_update], AgentUpdate, 'agent_update')
      Codec.number(:event_type, type)
      @fields = { type: type, **fields }.freeze
    end

    # Not what anybody wrote: what is inspected ends in logs.
    def inspect
      names = %i[id conversation].filter_map { |name| "#{name} #{fields[name]}" if fields[name] }
      "#<Usher::Event #{[fields[:type], *names].join(', ')}>"
    end

    # Structs of events in a row, and how many; `rule` is said of anything else.
    # @api private
    def self.structs(arena, events, rule)
      list = events.is_a?(Array) ? events : [events]
      wrong = list.index { |event| !event.is_a?(Event) } # the wrong one may be nil
      raise TypeError, "#{rule}, not #{list[wrong].class}" if wrong

      [Codec.structs(arena, :usher_event, list.map(&:fields)), list.size]
    end

    # @api private
    def self.known(fields, names)
      unknown = fields.keys - names
      raise ArgumentError, "unknown keyword: #{unknown.map(&:inspect).join(', ')}" unless unknown.empty?
    end

    private

    def check(value, type, name)
      raise TypeError, "#{name} is a #{type}, not #{value.class}" unless value.nil? || value.is_a?(type)
    end
  end
end
