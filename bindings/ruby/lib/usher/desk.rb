# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # Who has which conversation, who gets the next one, by when it is to be answered. A change is made by #apply, and then
  # kept by #commit or taken back by #abort; with a block, #apply does both. It reads no clock. Threads may share one if
  # they take turns.
  class Desk < Handle
    # A desk at which nobody is but the people of the policy. `seed` is of what is chosen at random; with `keep` each
    # change is kept at once; with `journal` Effects#journal has lines. With a block, closed behind it.
    def self.open(policy, seed: 0, keep: false, journal: false, limits: nil, &block)
      from = pointer_of(policy, Policy, 'policy')
      made(seed: seed, keep: keep, journal: journal, limits: limits) do |_arena, options, out, report|
        Native.usher_desk_open(from, options, out, report)
      end.then { |desk| closing(desk, &block) }
    end

    # A desk that goes on where the one of the snapshot was, with its policy and its seed.
    def self.restore(snapshot, keep: false, journal: false, limits: nil, &block)
      made(keep: keep, journal: journal, limits: limits) do |arena, options, out, report|
        Native.usher_desk_restore(arena.string(snapshot), options, out, report)
      end.then { |desk| closing(desk, &block) }
    end

    def self.made(**options)
      Arena.use do |arena|
        given = Codec.struct(arena, :usher_desk_options, options)
        raw, = Native.made { |out, report| yield arena, given, out, report }
        new(raw)
      end
    end
    private_class_method :made, :new

    # @api private
    def initialize(raw)
      super()
      own(raw, :usher_desk_destroy)
      # Of the last change; and of the next. A call that is refused empties what it is given, and the change before may
      # still be under way.
      @effects = created(:usher_effects)
      @next = created(:usher_effects)
      @view = created(:usher_view)
      @last = nil
    end

    def close
      super
      [@effects, @next, @view].each { |each| each&.free }
      @effects = @next = @view = @last = nil
    end

    # Applies an Event, or an Array of them: whole or not at all. A Hash is an event as usher's JSON has it
    # (docs/schema/event.schema.json); Hashes and Event do not go together.
    #
    # With a block, yields the effects and keeps the change behind it, or takes it back when the block raises; gives what
    # the block gives. A block that is left by `return`, `break` or `throw` is over: the change is kept.
    def apply(events, &block)
      list = events.is_a?(Array) ? events : [events]
      return apply_json(Json.lines(list), &block) if !list.empty? && list.all?(Hash)

      Arena.use do |arena|
        first, count = Event.structs(arena, list, 'a desk takes Usher::Event, or Hash only')
        fill { |effects, report| Native.usher_desk_apply(pointer, first, count, effects, report) }
      end.then { |effects| changing(effects, &block) }
    end

    # From JSON, one event on each line.
    def apply_json(lines, &block)
      Arena.use do |arena|
        text = arena.string(lines)
        fill { |effects, report| Native.usher_desk_apply_json(pointer, text, effects, report) }
      end.then { |effects| changing(effects, &block) }
    end

    # Lets time pass; `force` further ahead than the policy believes.
    def advance(time, force: false, &block)
      apply(Event.new(:advance, time: time, force: force), &block)
    end

    # Keeps the last change; nothing when there is none.
    def commit
      Native.check(Native.usher_desk_commit(pointer))
      nil
    end

    # Takes it back.
    def abort
      Native.check(Native.usher_desk_abort(pointer))
      nil
    end

    # Another policy from the desk's time on; to be kept or taken back like any change.
    def set_policy(policy, &block)
      given = Handle.pointer_of(policy, Policy, 'policy')
      changing(fill { |effects, report| Native.usher_desk_set_policy(pointer, given, effects, report) }, &block)
    end

    # Everything it knows, with its policy, as bytes. Holds data of customers.
    def snapshot
      Native.document(binary: true) { |out, report| Native.usher_desk_snapshot(pointer, out, report) }
    end

    # When it wants to be told the time if nothing else happens; nil if it does not.
    def next_due
      FFI::MemoryPointer.new(:int64) do |out|
        Native.check(Native.usher_desk_next_due(pointer, out))
        return Codec.time(out.read_int64)
      end
    end

    # What it has added up, and what is open now (docs/metrics.md): :openmetrics, :json or :text. `within` is the Duration
    # of service levels, `short_wait` that of customers who left.
    def metrics(format = :openmetrics, within: nil, short_wait: nil)
      Arena.use do |arena|
        options = Codec.struct(arena, :usher_metrics_options, within: within, short_wait: short_wait)
        Native.document do |out, report|
          Native.usher_desk_metrics(pointer, options, Native.format(format), out, report)
        end
      end
    end

    # All departments and people: a View; as: :text or :json, a String.
    def look(as: nil)
      viewed(as) { |view| Native.usher_desk_look(pointer, view) }
    end

    # A Conversation; nil when there is none of that name.
    def conversation(name)
      named(:usher_desk_conversation, name, nil)&.conversations&.first
    end

    # An agent, and the conversations that they have or are offered; nil when there is nobody of that name.
    def agent(name, as: nil)
      named(:usher_desk_agent, name, as)
    end

    # Who may take a conversation, and what speaks against the others: as: :json or :text, a String; nil when there is no
    # such conversation.
    def candidates(conversation, as: :json)
      named(:usher_desk_candidates, conversation, as)
    end

    # What waits in a department, whose turn comes first; nil when there is no such department.
    def queue(department, as: nil)
      named(:usher_desk_queue, department, as)
    end

    # Conversations with a promise whose time runs, what is due first in front; up to so many, 0: all.
    def owed(most = 0, as: nil)
      listed(Abi::LIST_OWED, most, as)
    end

    # Consultations that are open, as they came.
    def consultations(most = 0, as: nil)
      listed(Abi::LIST_CONSULTATIONS, most, as)
    end

    # @api private
    def effects_of(effects)
      pointer
      @effects if @last.equal?(effects)
    end

    private

    def created(what)
      FFI::MemoryPointer.new(:pointer) do |out|
        Native.check(Native.public_send(:"#{what}_create", out))
        return FFI::AutoPointer.new(out.read_pointer, Native.method(:"#{what}_destroy"))
      end
    end

    def fill
      pointer
      status = nil
      findings = Native.reported { |report| status = yield @next, report }
      @effects, @next = @next, @effects
      @last = Effects.new(self, @effects, status, findings)
    end

    def changing(effects)
      return effects unless block_given?

      back = false
      begin
        yield effects
      rescue Exception # rubocop:disable Lint/RescueException -- an exit of the process and a timeout as well
        back = true
        abort
        raise
      ensure
        settle unless back
      end
    end

    # Behind a block that did not raise. A thread that is killed leaves it so too, somewhere in the middle.
    def settle
      Thread.current.status == 'aborting' ? abort : commit
    end

    def viewed(as)
      pointer
      Native.check(yield(@view))
      return View.new(@view) if as.nil?

      Native.text_of { |out| Native.usher_view_render(@view, Native.format(as), out) }
    end

    def listed(list, most, as)
      Rows.natural('most', most)
      viewed(as) { |view| Native.usher_desk_list(pointer, list, most, view) }
    end

    def named(call, name, as)
      Arena.use do |arena|
        given = arena.string(name)
        viewed(as) { |view| Native.public_send(call, pointer, given, view) }
      end
    rescue NotFoundError
      nil
    end
  end
end
