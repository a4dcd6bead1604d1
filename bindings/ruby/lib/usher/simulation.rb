# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # A scenario to be simulated (docs/scenarios.md).
  class Scenario < Handle
    INSTANTS = 10_000

    # With its policies and all that it names; `seed` and `replications` instead of the scenario's.
    def self.load(path, seed: nil, replications: nil, limits: nil, &block)
      path = path.to_s
      raise ArgumentError, 'a path has no NUL' if path.include?("\0")

      Arena.use do |arena|
        options = Codec.struct(arena, :usher_scenario_options, seed: seed, replications: replications, limits: limits)
        raw, = Native.made { |out, report| Native.usher_scenario_load(path, options, out, report) }
        new(raw)
      end.then { |scenario| closing(scenario, &block) }
    end
    private_class_method :new

    # @api private
    def initialize(raw)
      super()
      own(raw, :usher_scenario_destroy)
    end

    # ScenarioInfo
    def about
      Codec.read(:usher_scenario_info, Native.usher_scenario_about(pointer), ScenarioInfo)
    end

    # Runs all of it; a block is told how much is done, 0 to 1. `rows`, if given, is called with the conversations of each
    # run as CSV.
    def run(rows: nil)
      runs = about.runs
      runs.times do |index|
        one(index) do |simulation, done|
          yield (index + done) / runs if block_given?
          rows.call(rows_of(simulation)) if rows && done >= 1
        end
      end
      self
    end

    # What all runs say together (docs/schema/simulation.schema.json), behind #run.
    def results(format = :text)
      Native.document { |out, _report| Native.usher_scenario_results(pointer, Native.format(format), out, nil) }
    end

    # Whether all that the scenario expects came true.
    def passed?
      FFI::MemoryPointer.new(:int32) do |passed|
        Native.document { |out, _report| Native.usher_scenario_results(pointer, Abi::FORMAT_JSON, out, passed) }
        return passed.read_int32 == 1
      end
    end

    private

    def one(index)
      simulation, = Native.made { |out, report| Native.usher_simulation_create(pointer, index, out, report) }
      FFI::MemoryPointer.new(:double) do |progress|
        while progress.read_double < 1
          Native.reported { |report| Native.usher_simulation_advance(simulation, INSTANTS, progress, report) }
          yield simulation, progress.read_double
        end
      end
    ensure
      Native.usher_simulation_destroy(simulation) if simulation
    end

    def rows_of(simulation)
      Native.document { |out, _report| Native.usher_simulation_rows(simulation, out) }
    end
  end
end
