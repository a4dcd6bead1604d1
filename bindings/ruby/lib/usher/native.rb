# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
module Usher
  module Abi
    # A text: its bytes and how many.
    class Str < FFI::Struct
      layout :data, :pointer, :size, :size_t
    end
  end

  # The library's functions, and what most calls share.
  # @api private
  module Native
    extend FFI::Library
    # Those that may take long let other threads of Ruby run meanwhile.
    SLOW = /_(load|load_memory|check|dump|graph|compile|statistics|compare|sharpen|test|advance|results|add_rows|add_events|
             finish|play|plan)\z/x
    begin
      ffi_lib ENV['USHER_LIBRARY'].to_s.empty? ? "libusher.so.#{Abi::ABI}" : ENV['USHER_LIBRARY']
    rescue LoadError => e
      raise LoadError, "#{e.message}; install usher where the system looks for libraries, or name it in USHER_LIBRARY"
    end
    Abi.instance_exec(&Abi::FUNCTIONS).each do |name, parameters, result|
      next attach_function name, parameters, result unless name.match?(SLOW)

      alone = attach_function :"alone_#{name}", name, parameters, result, blocking: true
      define_singleton_method(name) { |*given| Owned.hold(given) { alone.call(*given) } }
    end
    raise LoadError, "the usher found has interface #{usher_abi}, this gem is for #{Abi::ABI}" if usher_abi != Abi::ABI

    module_function

    def check(status)
      raise Error.of(status, []) if status >= Abi::ARGUMENT

      status
    end

    # Yields a place for a report; raises what it says when the call fails, else gives its findings.
    def reported(allowed: nil)
      FFI::MemoryPointer.new(:pointer) do |out|
        status = yield out
        report = out.read_pointer
        begin
          findings = findings_of(report)
        ensure
          usher_report_destroy(report)
        end
        raise Error.of(status, findings) if status >= Abi::ARGUMENT && status != allowed

        return findings
      end
    end

    def findings_of(report)
      Array.new(usher_report_count(report)) do |index|
        Codec.read(:usher_finding, usher_report_finding(report, index), Finding)
      end
    end

    # Yields a place for a usher_str and gives what came; nil when nothing is there.
    def text_of
      FFI::MemoryPointer.new(:pointer, 2) do |out|
        check(yield(out))
        return Codec.text(out, 0)
      end
    end

    # Yields places for a handle and a report; gives the new handle and the findings.
    def made
      FFI::MemoryPointer.new(:pointer) do |out|
        findings = reported { |report| yield out, report }
        return out.read_pointer, findings
      end
    end

    # The same for a document, of which the bytes are given.
    def document(binary: false)
      document, = made { |out, report| yield out, report }
      begin
        bytes = text_of { |out| usher_document_text(document, out) } || +''
        binary ? bytes.force_encoding(Encoding::BINARY) : bytes
      ensure
        usher_document_destroy(document)
      end
    end

    def format(word)
      Codec.number(:format, word)
    end

    # A String or a Pathname, as C can take it.
    def path(path)
      raise TypeError, "a path is a String or a Pathname, not #{path.class}" unless path.is_a?(String) || path.respond_to?(:to_path)

      path = path.to_path if path.respond_to?(:to_path)
      raise ArgumentError, 'a path has no NUL' if path.include?("\0")

      path
    end
  end
end
