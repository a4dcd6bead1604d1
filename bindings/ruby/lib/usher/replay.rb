# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # Recorded events through a real desk, under one policy or under two side by side (docs/replay.md).
  class Replay < Handle
    # `zone` is an IANA name: whose clock the hours of the day go by; nil: UTC.
    def initialize(policy, against: nil, seed: 0, zone: nil, most_named: 0, limits: nil)
      super()
      from = Handle.pointer_of(policy, Policy, 'policy')
      other = against.nil? ? nil : Handle.pointer_of(against, Policy, 'against')
      Arena.use do |arena|
        options = Codec.struct(arena, :usher_replay_options, seed: seed, zone: zone, most_named: most_named, limits: limits)
        raw, = Native.made do |out, report|
          Native.usher_replay_create(from, other, options, out, report)
        end
        own(raw, :usher_replay_destroy)
      end
    end

    # Events or lines of a journal, whole lines, in any number of calls. Gives an Array of Finding: lines that are no
    # events, which are left out. StateError when it is finished or rows were added.
    def add_json(lines, file: 'events')
      Arena.use do |arena|
        name = arena.string(file)
        text = arena.string(lines)
        Native.reported { |report| Native.usher_replay_add_json(pointer, name, text, report) }
      end
    end

    # An Event or an Array of them; those that follow one another in a call with one time are one instant. Gives an Array of
    # Finding. InputError for one that is wrong in itself: then none of the call is taken. StateError as above.
    def add(events)
      Arena.use do |arena|
        first, count = Event.structs(arena, events, 'a replay takes Usher::Event; add_json takes lines')
        Native.reported { |report| Native.usher_replay_add(pointer, first, count, report) }
      end
    end

    # Rows of a table, each a conversation, in any order; in pieces of any size, `last` being false while more follow. The
    # Mapping and the name are those of the first piece. Gives an Array of Finding: rows that make no sense, which are left
    # out, with their lines. InputError when the first row has not the columns of the mapping, StateError behind the last
    # piece, when it is finished or events were added.
    def add_rows(mapping, rows, file: 'rows', last: true)
      columns = Handle.pointer_of(mapping, Mapping, 'mapping')
      Arena.use do |arena|
        name = arena.string(file)
        bytes = arena.string(rows)
        Native.reported do |report|
          Native.usher_replay_add_rows(pointer, columns, name, bytes, last ? 1 : 0, report)
        end
      end
    end

    # Plays a part of the rows behind the last piece, so that the caller can tell how far it is, and gives how many of
    # their events are left; #finish plays what is left. StateError before the last piece and when it is finished.
    def play
      FFI::MemoryPointer.new(:uint64) do |left|
        Native.reported { |report| Native.usher_replay_play(pointer, left, report) }
        return left.read_uint64
      end
    end

    # All is there: makes the result, a ReplaySummary. StateError when it is finished or the last piece of rows is missing.
    def finish
      Native.reported { |report| Native.usher_replay_finish(pointer, report) }
      result
    end

    # The figures that matter most; nil before it is finished.
    def result
      found = Native.usher_replay_result(pointer)
      found.null? ? nil : Codec.read(:usher_replay_summary, found, ReplaySummary)
    end

    # The whole result, :text or :json (docs/schema/replay.schema.json).
    def render(format = :text)
      Native.text_of { |out| Native.usher_replay_render(pointer, Native.format(format), out) }
    end
  end
end
