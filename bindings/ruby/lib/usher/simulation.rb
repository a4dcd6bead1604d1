# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # A scenario to be simulated (docs/scenarios.md).
  class Scenario < Handle
    INSTANTS = 10_000

    # With its policies and all that it names; `seed` and `replications` instead of the scenario's. With a block, closed
    # behind it. PolicyError with all findings, IoError, LimitError.
    def self.load(path, seed: nil, replications: nil, limits: nil, &block)
      path = Native.path(path)
      made(seed: seed, replications: replications, limits: limits) do |_arena, options, out, report|
        Native.usher_scenario_load(path, options, out, report)
      end.then { |scenario| closing(scenario, &block) }
    end

    # The same from texts in memory: `files` has them by name, the scenario under `name`, and everything that it and its
    # policies name. PolicyError with all findings, IoError when `name` is none of them, LimitError.
    def self.parse(name, files, seed: nil, replications: nil, limits: nil, &block)
      sources = Rows.sources(files)
      made(seed: seed, replications: replications, limits: limits) do |arena, options, out, report|
        Native.usher_scenario_load_memory(arena.string(name), Codec.structs(arena, :usher_source, sources), sources.size,
                                          options, out, report)
      end.then { |scenario| closing(scenario, &block) }
    end

    def self.made(**options)
      Arena.use do |arena|
        given = Codec.struct(arena, :usher_scenario_options, options)
        raw, = Native.made { |out, report| yield arena, given, out, report }
        new(raw)
      end
    end
    private_class_method :made, :new

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

    # A simulation looks into its scenario until it is destroyed. The block may close the scenario: then it goes no further.
    def one(index)
      pointer.hold do
        simulation, = Native.made { |out, report| Native.usher_simulation_create(pointer, index, out, report) }
        FFI::MemoryPointer.new(:double) do |progress|
          while progress.read_double < 1
            pointer
            Native.reported { |report| Native.usher_simulation_advance(simulation, INSTANTS, progress, report) }
            yield simulation, progress.read_double
          end
        end
      ensure
        Native.usher_simulation_destroy(simulation) if simulation
      end
    end

    def rows_of(simulation)
      Native.document { |out, _report| Native.usher_simulation_rows(simulation, out) }
    end
  end
end
