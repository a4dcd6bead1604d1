# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # A loaded policy. It never changes; threads may share it, and it works on in a process that was forked.
  class Policy < Handle
    NONE = [].freeze
    private_constant :NONE

    # Array of Finding: what was found while it was loaded.
    attr_reader :findings

    # From a file of YAML or a compiled image, or from the policy.yaml of a folder. With a block, closed behind it.
    def self.load(path, limits: nil, verify: false, &block)
      path = Native.path(path)
      made(limits: limits, verify: verify) do |options, out, report|
        Native.usher_policy_load(path, options, out, report)
      end.then { |policy| closing(policy, &block) }
    end

    # From a text of YAML or the bytes of an image. `includes` is what `include` finds, by name.
    def self.parse(text, name: 'policy', includes: nil, limits: nil, verify: false, &block)
      Arena.use do |arena|
        given = arena.string(text)
        called = arena.string(name)
        made(includes: includes, limits: limits, verify: verify) do |options, out, report|
          Native.usher_policy_load_memory(called, given, options, out, report)
        end
      end.then { |policy| closing(policy, &block) }
    end

    def self.made(**options)
      Arena.use do |arena|
        given = Codec.struct(arena, :usher_load_options, options)
        new(*Native.made { |out, report| yield given, out, report })
      end
    end
    private_class_method :made, :new

    # @api private
    def initialize(raw, findings)
      super()
      own(raw, :usher_policy_destroy)
      @findings = findings.freeze
      @idle = [] # decisions that nobody uses, each with a place for a text
    end

    def close
      super
      @idle.each { |decision, _out| decision.free }
      @idle.clear
      nil
    end

    # SHA-256 of the sources, 64 hexadecimal digits: what a decision calls its policy.
    def digest
      Native.text_of { |out| Native.usher_policy_hash(pointer, out) }
    end

    # The analysis, an Array of Finding: rules that can never act, what nothing uses, tests that fail.
    def check
      Native.reported(allowed: Abi::POLICY) { |report| Native.usher_policy_check(pointer, report) }
    end

    # As one file of YAML in canonical form.
    def dump
      Native.document { |out, report| Native.usher_policy_dump(pointer, out, report) }
    end

    # Its structure as a graph in the language DOT of Graphviz.
    def graph
      Native.document { |out, report| Native.usher_policy_graph(pointer, out, report) }
    end

    # As an image that Policy.load opens at once: bytes.
    def compile
      Native.document(binary: true) { |out, report| Native.usher_policy_compile(pointer, out, report) }
    end

    # What it costs, also for a sample of messages, one on each line as JSON.
    def statistics(sample = '', format: :text)
      Arena.use do |arena|
        given = arena.string(sample)
        Native.document do |out, report|
          Native.usher_policy_statistics(pointer, given, Native.format(format), out, report)
        end
      end
    end

    # What would move if this policy took the place of the old one.
    def compare(old, sample = '', format: :text)
      before = Handle.pointer_of(old, Policy, 'old')
      Arena.use do |arena|
        given = arena.string(sample)
        Native.document do |out, report|
          Native.usher_policy_compare(pointer, before, given, Native.format(format), out, report)
        end
      end
    end

    # The same policy, filed by a sample of messages: it decides the same, and quicker.
    def sharpen(sample)
      Arena.use do |arena|
        given = arena.string(sample)
        self.class.send(:new, *Native.made { |out, report| Native.usher_policy_sharpen(pointer, given, out, report) })
      end
    end

    # Runs the policy's own tests, then those of the files (texts by name).
    def test(files = {})
      Arena.use do |arena|
        options = Codec.struct(arena, :usher_test_options, files: files)
        raw, = Native.made { |out, report| Native.usher_policy_test(pointer, options, out, report) }
        TestRun.new(raw)
      end
    end

    # What the policy is made of, in its order: :department, :rule, :topic, :agent ...
    def parts(kind)
      number = Codec.number(:part_kind, kind)
      Array.new(Native.usher_policy_part_count(pointer, number)) do |index|
        Codec.read(:usher_part, Native.usher_policy_part(pointer, number, index), Part)
      end
    end

    # Decides about a Message, or about a Hash as usher's JSON has it, with facts nested or by their dotted names
    # (docs/schema/message.schema.json). Options: lenient, language, personal_data, only_needed, full_text, now, limits,
    # and findings: true, which keeps what was found.
    #
    # Without a block it gives a Decision. With one it yields a Reading, which copies only what is read, and gives what
    # the block gives.
    def triage(message, findings: false, **options, &block)
      case message
      when Message
        run(findings, options, block) do |arena|
          raw = message.write(arena)
          ->(given, decision, report) { Native.usher_triage(@pointer, raw, given, decision, report) }
        end
      when Hash then triage_json(Json.encode(message), findings: findings, **options, &block)
      else raise TypeError, "a Usher::Message or a Hash is wanted, not #{message.class}"
      end
    end

    # Decides about one JSON object.
    def triage_json(json, findings: false, **options, &block)
      run(findings, options, block) do |arena|
        text = arena.string(json)
        ->(given, decision, report) { Native.usher_triage_json(@pointer, text, given, decision, report) }
      end
    end

    # The whole for and against of a message: see #triage.
    def explain(message, format: :text, **options)
      triage(message, **options) { |reading| reading.explain(format) }
    end

    # Decides about many messages, all of them Message or all of them Hash.
    def batch(messages, **options)
      Batch.new.triage(self, messages, **options)
    end

    # Decides about lines of JSON.
    def batch_json(lines, **options)
      Batch.new.triage_json(self, lines, **options)
    end

    # What usher sees in a text.
    def read(text, subject: nil, email: false)
      Text.new(self, text, subject: subject, email: email)
    end

    # The opening hours of that name; every policy has "always".
    def calendar(name)
      Calendar.new(self, name)
    end

    # A desk at which nobody is but the people of the policy: see Desk.open.
    def desk(**options, &block)
      Desk.open(self, **options, &block)
    end

    private

    # A report costs an allocation, so without one a call that failed is made again, only to learn why: it is a pure
    # function and fails the same way. The calls read @pointer themselves: Ruby changes no thread between that and the
    # library, so nobody can close the policy under a triage, and holding it would cost a seventh of its time.
    def run(findings, options, block)
      pointer
      decision, out = idle = @idle.pop || new_decision
      found = NONE
      Arena.use do |arena|
        call = yield arena
        given = options.empty? ? nil : Codec.struct(arena, :usher_triage_options, options)
        if findings || call.(given, decision, nil) >= Abi::ARGUMENT
          pointer
          found = Native.reported { |report| call.(given, decision, report) }
        end
      end
      read_decision(Reading.new(decision, out, found), block)
    ensure
      give_back(idle) if idle
    end

    def read_decision(reading, block)
      return Decision.new(reading) unless block

      begin
        block.call(reading)
      ensure
        reading.over
      end
    end

    def new_decision
      FFI::MemoryPointer.new(:pointer) do |out|
        Native.check(Native.usher_decision_create(out))
        decision = FFI::AutoPointer.new(out.read_pointer, Native.method(:usher_decision_destroy))
        return [decision, FFI::MemoryPointer.new(:pointer, 2)]
      end
    end

    def give_back(idle)
      closed? ? idle.first.free : @idle.push(idle)
    end
  end

  # The outcome of a policy's tests.
  class TestRun < Handle
    # @api private
    def initialize(raw)
      super()
      own(raw, :usher_test_run_destroy)
    end

    def summary
      Codec.read(:usher_test_summary, Native.usher_test_run_summary(pointer), TestSummary)
    end

    # Every failed expectation with its place, then the coverage.
    def text(format = :text)
      Native.text_of { |out| Native.usher_test_run_text(pointer, Native.format(format), out) }
    end
  end
end
