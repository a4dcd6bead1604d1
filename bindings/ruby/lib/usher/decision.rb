# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # A decision while it is in the library's hands: each field is read when it is asked for. It is what the block of
  # Policy#triage is given, and holds until the block is over. Policy#triage without a block gives a Decision, which has
  # the same fields and stays.
  class Reading
    AT = Abi::READ[:usher_decision_values].transform_values { |field| field[:at] }.freeze
    TEXTS = %i[id department agent band language intent stage visibility move_to reply policy sla].freeze
    TIMES = %i[first_response next_response resolution].freeze
    LISTS = %i[topics pii skills tags notify].freeze
    # Fields of one value that rules set, and of several.
    REASONS = %i[department agent engage priority stage visibility reply sla].freeze
    LIST_REASONS = %i[skills tags notify ask].freeze
    FIELD = Abi::NAMES[:field]

    # Array of Finding: what triage had to say, with `findings: true`.
    attr_reader :findings

    # @api private
    def initialize(decision, out, findings)
      @decision = decision
      @out = out
      @findings = findings
      @values = Native.usher_decision_fields(decision)
    end

    # @api private
    def over
      @values = nil
    end

    # The library keeps a decision's texts until it decides again, so they are read where they stand.
    TEXTS.each { |name| class_eval "def #{name} = Codec.text(values, #{AT[name]})", __FILE__, __LINE__ }
    TIMES.each { |name| class_eval "def #{name} = Codec.time(values.get_int64(#{AT[name]}))", __FILE__, __LINE__ }
    LISTS.each { |name| class_eval "def #{name} = items(#{FIELD[name]})", __FILE__, __LINE__ }

    # 0 to 100
    def priority = values.get_int32(AT[:priority])
    # False: recorded, not to be answered.
    def engage? = values.get_int32(AT[:engage]) != 0

    # -1 to 1; nil when it is unknown
    def sentiment
      value = values.get_float64(AT[:sentiment])
      value.nan? ? nil : value
    end

    # Array of Ask: side questions to other departments.
    def asks
      values
      Array.new(Native.usher_decision_count(@decision, FIELD[:ask])) do |index|
        Codec.read(:usher_ask, Native.usher_decision_ask(@decision, index), Ask)
      end
    end

    # The rule behind a field, or behind one item of a field of several; "default" for the policy's default, nil when
    # nothing set it.
    def because(field, index = 0)
      values
      Rows.natural('index', index)
      text(Native.usher_decision_because(@decision, Codec.number(:field, field), index, @out))
    end

    # One line of JSON (docs/schema/decision.schema.json); with detail, positions and the parts of the priority.
    def json(detail: false)
      values
      text(Native.usher_decision_json(@decision, detail ? Abi::DECISION_DETAIL : 0, @out))
    end

    # The whole for and against, :text or :json. Treat it as a customer's data.
    def explain(format = :text)
      values
      text(Native.usher_decision_explain(@decision, Native.format(format), @out))
    end

    private

    def values
      @values or raise ClosedError, 'the decision was read behind its block; triage without a block gives one that stays'
    end

    def text(status)
      Native.check(status)
      Codec.text(@out, 0)
    end

    def items(field)
      values
      count = Native.usher_decision_count(@decision, field)
      Array.new(count) { |index| text(Native.usher_decision_item(@decision, field, index, @out)) }
    end
  end

  # A decision about a message, as values.
  class Decision
    FIELDS = [*Reading::TEXTS, *Reading::TIMES, *Reading::LISTS, :priority, :sentiment, :asks, :findings].freeze
    attr_reader(*FIELDS)

    # @api private
    def initialize(reading)
      FIELDS.each { |name| instance_variable_set(:"@#{name}", reading.public_send(name).freeze) }
      @engage = reading.engage?
      @because = Reading::REASONS.to_h { |field| [field, reading.because(field).freeze] }
      counts = { skills: skills, tags: tags, notify: notify, ask: asks }
      counts.each do |field, items|
        @because[field] = items.each_index.map { |index| reading.because(field, index).freeze }.freeze
      end
      @because.freeze
      freeze
    end

    # False: recorded, not to be answered.
    def engage? = @engage

    # As Reading#because.
    def because(field, index = 0)
      found = @because.fetch(field) do
        Codec.number(:field, field)
        raise Error.of(Abi::ARGUMENT, [])
      end
      Rows.natural('index', index)
      return found unless found.is_a?(Array)

      found.fetch(index) { raise Error.of(Abi::NOT_FOUND, []) }
    end

    def inspect
      "#<Usher::Decision #{department}, #{band} #{priority}>"
    end
  end
end
