# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  # A call that failed. #findings has everything that was found, with places and hints.
  class Error < StandardError
    # Symbol: :policy, :input ...
    attr_reader :status
    # Array of Finding
    attr_reader :findings

    def initialize(message = nil, status: :internal, findings: [])
      super(message)
      @status = status
      @findings = findings
    end

    # @api private
    def self.of(number, findings)
      status = Codec.word(:status, number) || :internal
      first = findings.find { |finding| finding.severity == :error }
      what = first ? first.line_of_error : Abi::MEANINGS[status]
      CLASSES.fetch(status).new("#{status}: #{what}", status: status, findings: findings)
    end
  end

  # Something was used after #close.
  class ClosedError < StandardError; end

  # A class for each status that is a failure: PolicyError, InputError, NotFoundError ... That of :argument is MisuseError,
  # since ArgumentError is Ruby's own.
  class Error
    CLASSES = Abi::NAMES[:status].select { |_, number| number >= Abi::ARGUMENT }.to_h do |word, _|
      name = word == :argument ? 'MisuseError' : "#{word.to_s.split('_').map(&:capitalize).join}Error"
      [word, Usher.const_set(name, Class.new(Error))]
    end.freeze
  end

  # Where it is, as compilers write it.
  class Finding
    def place
      return '' if file.nil? || file.empty?

      line.zero? ? "#{file}: " : "#{file}:#{line}:#{column}: "
    end

    # Whoever reads YAML goes by the place, whoever built a Hash by the path.
    #
    # @api private
    def line_of_error
      shown = path if line.zero?
      [place + message, *[shown, hint].compact.reject(&:empty?).map { |each| "(#{each})" }].join(' ')
    end

    def to_s
      "#{place}#{severity}: #{message}#{hint && "\n  #{hint}"}"
    end
  end
end
