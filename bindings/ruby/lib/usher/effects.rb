# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # What came of events, in its order: an Enumerable of Effect.
  class Effects
    include Enumerable
    # results: an Array of EventResult, what became of each event. findings: warnings; the line is the number of the
    # event, from 1.
    attr_reader :results, :findings

    # @api private
    def initialize(desk, raw, status, findings)
      @repeated = status == Abi::REPEATED
      @findings = findings.freeze
      @list = Array.new(Native.usher_effects_count(raw)) do |index|
        Codec.read(:usher_effect, Native.usher_effects_at(raw, index), Effect)
      end.freeze
      @results = results_of(raw)
      @desk = desk
    end

    # Whether every event was applied before: then there are no effects, and nothing is to be kept.
    def repeated? = @repeated

    def each(&block)
      return @list.each unless block

      @list.each(&block)
      self
    end

    def size = @list.size
    def empty? = @list.empty?
    def [](index) = @list[index]

    # Each on a line, :text or :json (docs/schema/effect.schema.json). Until the desk is told the next thing.
    def render(format = :text)
      raw = current
      Native.text_of { |out| Native.usher_effects_render(raw, Native.format(format), out) }
    end

    # The lines of the journal, to be stored before Desk#commit; of a desk with journal: true. Until the desk is told the
    # next thing.
    def journal
      raw = current
      Native.text_of { |out| Native.usher_effects_journal(raw, out) }
    end

    def inspect = "#<Usher::Effects #{size}#{' (repeated)' if repeated?}>"

    private

    def results_of(raw)
      results = []
      until (found = Native.usher_effects_result(raw, results.size)).null?
        results << Codec.read(:usher_event_result, found, EventResult)
      end
      results.freeze
    end

    def current
      @desk.effects_of(self) or raise ClosedError, 'the desk was told something else since; ask before that'
    end
  end
end
