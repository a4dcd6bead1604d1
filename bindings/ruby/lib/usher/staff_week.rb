# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # When customers came, by the hour of the week as the wall clock of a zone shows it, and how many people each hour wants
  # (docs/staffing.md). No policy is needed.
  class StaffWeek < Handle
    # `zone` is an IANA name, as "Europe/Rome"; InputError for no zone.
    def initialize(zone)
      super()
      Arena.use do |arena|
        name = arena.string(zone)
        raw, = Native.made { |out, report| Native.usher_staff_week_create(name, out, report) }
        own(raw, :usher_staff_week_destroy)
      end
    end

    # One arrival; `handle`, a Duration, is how long it took, nil: not known. TimeError for a time outside 1970 to 2199.
    def add(time, handle: nil)
      length = handle.nil? ? 0 : Duration.milliseconds(handle)
      Native.check(Native.usher_staff_week_add(pointer, Codec.milliseconds(time), length))
      self
    end

    # Arrivals from rows of CSV and its like, of which the first names the columns; in pieces of any size, of which the
    # first says the form of all. Gives an Array of Finding: rows that make no sense, which are left out, with their lines.
    #
    # time_column::   when each came
    # handle_column:: how long each took: seconds, 0:01:30 or 1m30s; nil: not known
    # time_format::   as '%m/%d/%Y %H:%M' (docs/replay.md); nil: RFC 3339, or local and without zone
    # delimiter::     one character of ASCII; nil: a comma
    # quote::         one character of ASCII; nil: ", '': nothing quotes
    # file::          what findings call it
    # last::          false while more pieces follow
    #
    # InputError when the first row has not the columns or the format is none, StateError behind the last piece.
    def add_rows(rows, time_column:, handle_column: nil, time_format: nil, delimiter: nil, quote: nil, file: 'rows',
                 last: true)
      Arena.use do |arena|
        form = Codec.struct(arena, :usher_rows_form,
                            file: file, time_column: time_column, handle_column: handle_column, time_format: time_format,
                            delimiter: character('delimiter', delimiter),
                            quote: quote == '' ? Abi::QUOTE_NONE : character('quote', quote))
        bytes = arena.string(rows)
        Native.reported { |report| Native.usher_staff_week_add_rows(pointer, form, bytes, last ? 1 : 0, report) }
      end
    end

    # Arrivals from events or lines of a journal, whole lines, in any number of calls: the first message of a customer in
    # each conversation. Gives an Array of Finding: lines that are no events, which are left out.
    def add_events(lines, file: 'events')
      Arena.use do |arena|
        name = arena.string(file)
        text = arena.string(lines)
        Native.reported { |report| Native.usher_staff_week_add_events(pointer, name, text, report) }
      end
    end

    # How many arrivals were taken.
    def taken = count.first
    # How many rows and lines made no sense.
    def left_out = count.last

    # The fewest people of each hour that meet the target, for its mean number of arrivals over the days from the first
    # arrival to the last. May be called again, also when more came in. Lengths of time are Duration.
    #
    # handle::        the mean time that somebody works on one; nil: the mean of the recorded ones
    # patience::      after which a customer gives up, in the mean; nil: nobody does
    # most_waiting::  who finds so many waiting is refused; nil: no bound. Not together with a patience
    # share::         0 to below 1: of all that arrive, those whom an agent has within `within`
    # mean_wait::     at most
    # max_occupancy:: 0 to 1, of the agents' time
    # shrinkage::     0 to 0.99: of paid time, in which nobody is at work
    #
    # InputError for a value out of range, without a target, or when nothing says how long one takes; LimitError for a
    # target that no number of people reaches; StateError when nothing has come in.
    def plan(handle: nil, patience: nil, most_waiting: nil, share: nil, within: nil, mean_wait: nil, max_occupancy: nil,
             shrinkage: nil)
      most_waiting &&= Rows.natural('most_waiting', most_waiting)
      Arena.use do |arena|
        demand = Codec.struct(arena, :usher_staff_demand, handle: handle, patience: patience, most_waiting: most_waiting)
        target = Codec.struct(arena, :usher_staff_target, share: share, within: within, mean_wait: mean_wait,
                                                          max_occupancy: max_occupancy, shrinkage: shrinkage)
        Native.reported { |report| Native.usher_staff_week_plan(pointer, demand, target, report) }
      end
      self
    end

    # An hour of the planned week, a StaffHour: weekday from Monday as 0 to Sunday as 6, hour 0 to 23. Its mean_wait is in
    # milliseconds. StateError before it is planned.
    def hour(weekday, hour)
      unless [weekday, hour].all?(Integer) && weekday.between?(0, 6) && hour.between?(0, 23)
        raise ArgumentError, 'weekday is 0 to 6 and hour 0 to 23'
      end

      found = Native.usher_staff_week_hour(pointer, weekday, hour)
      raise Error.of(Abi::STATE, []) if found.null?

      Codec.read(:usher_staff_hour, found, StaffHour)
    end

    # The planned week as a table of 24 lines, :text, or :json (docs/schema/staff-week.schema.json). StateError before it is
    # planned.
    def render(format = :text)
      Native.text_of { |out| Native.usher_staff_week_render(pointer, Native.format(format), out) }
    end

    private

    def count
      FFI::MemoryPointer.new(:uint64, 2) do |both|
        Native.check(Native.usher_staff_week_count(pointer, both, both + 8))
        return both.read_array_of_uint64(2)
      end
    end

    def character(what, text)
      return if text.nil?
      raise TypeError, "#{what} is a String, not #{text.class}" unless text.is_a?(String)
      # For the library, NUL is "not given".
      raise ArgumentError, "#{what} is one character of ASCII" if text.bytesize != 1 || !text.ascii_only? || text == "\0"

      text.ord
    end
  end
end
