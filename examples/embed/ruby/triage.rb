# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
require 'usher'

# The policy of this process, for config/initializers. Load it before a server forks its workers (Puma, Unicorn): they
# share its memory. A new one takes its place between two messages, and a broken one leaves it as it is.
module Triage
  class << self
    def start(path, log:)
      @path = path
      @log = log
      reload
    end

    # Gives whether there is a new policy; its findings are for whoever edited it.
    def reload
      policy = Usher::Policy.load(@path)
      @policy = policy # the old one goes when nobody uses it any more
      true
    rescue Usher::PolicyError => e
      raise if @policy.nil?

      e.findings.each { |finding| @log.puts(finding) }
      false
    end

    # A Decision; nil for a message that usher refuses. That one is a person's then, and what was wrong an engineer's: the
    # log has its code and its place, and nothing of what the customer wrote.
    def decide(message)
      decision = @policy.triage(message, lenient: true, findings: true)
      note(decision.findings)
      decision
    rescue Usher::InputError, Usher::LimitError => e
      note(e.findings)
      nil
    end

    private

    def note(findings)
      findings.each { |finding| @log.puts("usher: #{finding.code} (#{finding.path})") }
    end
  end
end
