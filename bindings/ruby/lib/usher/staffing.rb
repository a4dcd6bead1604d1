# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # How many people for which target (docs/staffing.md). No policy is needed.
  class Staffing
    DEMAND = Abi::WRITTEN[:usher_staff_demand].keys.freeze
    private_constant :DEMAND

    # chosen: StaffFigures of the row that was asked for; rows: by the number of agents, two below it and three above.
    attr_reader :chosen, :rows

    # With agents 0 the fewest agents that meet the target, else what so many give. The demand is per_hour, handle,
    # patience (nil: nobody gives up) and most_waiting; the target is share, within, mean_wait, max_occupancy and
    # shrinkage. Lengths of time are Duration.
    def self.plan(agents: 0, **fields)
      demand, target = fields.partition { |name, _| DEMAND.include?(name) }.map(&:to_h)
      Arena.use do |arena|
        wanted = Codec.struct(arena, :usher_staff_demand, demand)
        aim = Codec.struct(arena, :usher_staff_target, target)
        raw, = Native.made do |out, report|
          Native.usher_staff_plan(wanted, aim, Rows.natural('agents', agents), out, report)
        end
        begin
          return new(raw)
        ensure
          Native.usher_staff_destroy(raw)
        end
      end
    end
    private_class_method :new

    # Erlang B: the share of arrivals that find all agents busy, where nobody can wait; `offered` in erlangs.
    def self.erlang_b(agents, offered) = formula(:usher_staff_erlang_b, agents, offered)
    # Erlang C: the share of arrivals that wait.
    def self.erlang_c(agents, offered) = formula(:usher_staff_erlang_c, agents, offered)

    # The mean wait in milliseconds of each class of customers, the first class first, nobody interrupted; infinite for a
    # class that the agents cannot keep up with. `per_hour` are the arrivals of each class, `handle`, a Duration, is the mean
    # time of all.
    def self.priority_waits(per_hour, handle, agents)
      rates = per_hour.map { |each| Float(each) }
      FFI::MemoryPointer.new(:double, 2 * rates.size + 1) do |given|
        given.put_array_of_double(0, rates)
        waits = given + 8 * rates.size
        Native.check(Native.usher_staff_priority_waits(given, rates.size, Duration.milliseconds(handle),
                                                       Rows.natural('agents', agents), waits))
        return waits.read_array_of_double(rates.size)
      end
    end

    def self.formula(name, agents, offered)
      FFI::MemoryPointer.new(:double) do |out|
        Native.check(Native.public_send(name, Rows.natural('agents', agents), Float(offered), out))
        return out.read_double
      end
    end
    private_class_method :formula

    # @api private
    def initialize(raw)
      @chosen = Codec.read(:usher_staff_figures, Native.usher_staff_chosen(raw), StaffFigures)
      @rows = Array.new(Native.usher_staff_row_count(raw)) do |index|
        Codec.read(:usher_staff_figures, Native.usher_staff_row(raw, index), StaffFigures)
      end.freeze
      @pages = %i[text json].to_h do |format|
        [format, Native.text_of { |out| Native.usher_staff_render(raw, Native.format(format), out) }]
      end
    end

    # As a table, :text, or :json (docs/schema/staff.schema.json).
    def render(format = :text)
      @pages.fetch(format) { raise ArgumentError, "there is no format #{format.inspect}; there are text and json" }
    end
  end
end
