# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # The instants at which the wall clock of a zone shows a time such as "2026-03-20T09:30": what kind of time it is (:unique,
  # :repeated or :skipped), the first and the last of them. Of a skipped one both are the first instant behind the gap. No
  # policy is needed.
  def self.zone_resolve(zone, local)
    Arena.use do |arena|
      name = arena.string(zone)
      text = arena.string(local)
      found = arena.take(24)
      Native.reported do |report|
        Native.usher_zone_resolve(name, text, found + 16, found, found + 8, report)
      end
      return [Codec.word(:local_time, found.get_int32(16)), Codec.time(found.get_int64(0)), Codec.time(found.get_int64(8))]
    end
  end

  # Opening hours of a policy. Service time is the time that passes while a calendar is open.
  class Calendar < Handle
    # @api private: see Policy#calendar
    def initialize(policy, name)
      super()
      from = Handle.pointer_of(policy, Policy, 'policy')
      Arena.use do |arena|
        given = arena.string(name)
        raw, = Native.made { |out, report| Native.usher_calendar_create(from, given, out, report) }
        own(raw, :usher_calendar_destroy)
      end
    end

    # The IANA name of its zone.
    def zone
      Native.text_of { |out| Native.usher_calendar_zone(pointer, out) }
    end

    # How many seconds the wall clock there is ahead of UTC.
    def offset(time)
      number(:int32) { |out| Native.usher_calendar_offset(pointer, Codec.milliseconds(time), out) }
    end

    def open?(time)
      number(:int32) { |out| Native.usher_calendar_is_open(pointer, Codec.milliseconds(time), out) } == 1
    end

    # The first instant at which so much service time (a Duration) has passed since the start; pauses, an Array of
    # [from, to], are left out.
    def due(start, service, pauses: [])
      with_pauses(pauses) do |first|
        time do |out|
          Native.usher_calendar_due(pointer, Codec.milliseconds(start), Duration.milliseconds(service), first,
                                    pauses.size, out)
        end
      end
    end

    # The service time of so many working days, to be given to #due.
    def working_days(start, days)
      Codec.whole('days', days, 0, 0x7fffffff)
      Duration.new(number(:int64) do |out|
        Native.usher_calendar_working_days(pointer, Codec.milliseconds(start), days, out)
      end)
    end

    # The service time between two times; negative when `to` is the earlier one.
    def elapsed(from, to, pauses: [])
      with_pauses(pauses) do |first|
        Duration.new(number(:int64) do |out|
          Native.usher_calendar_elapsed(pointer, Codec.milliseconds(from), Codec.milliseconds(to), first, pauses.size,
                                        out)
        end)
      end
    end

    # Backwards: the last instant from which so much service time passes until `due`.
    def start(due, service)
      time { |out| Native.usher_calendar_start(pointer, Codec.milliseconds(due), Duration.milliseconds(service), out) }
    end

    # When it next opens or closes, or last did: :next_opening, :next_closing, :last_opening, :last_closing. Nil for one
    # that never closes.
    def change(time, which)
      number = Codec.number(:change, which)
      time { |out| Native.usher_calendar_change(pointer, Codec.milliseconds(time), number, out) }
    rescue NotFoundError
      nil
    end

    private

    def number(type)
      FFI::MemoryPointer.new(type) do |out|
        Native.check(yield(out))
        return out.public_send(:"read_#{type}")
      end
    end

    def time(&block)
      Codec.time(number(:int64, &block))
    end

    def with_pauses(pauses)
      return yield nil if pauses.empty?

      FFI::MemoryPointer.new(:int64, 2 * pauses.size) do |memory|
        memory.write_array_of_int64(pauses.flat_map { |from, to| [Codec.milliseconds(from), Codec.milliseconds(to)] })
        return yield memory
      end
    end
  end
end
