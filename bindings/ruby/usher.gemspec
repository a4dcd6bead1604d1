# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
Gem::Specification.new do |spec|
  spec.name = 'usher'
  spec.version = '0.1.0'
  spec.summary = "Which department and person a customer's message goes to, how urgent it is, and what the answer must " \
                 'respect'
  spec.authors = ['the usher project']
  spec.license = 'BSL-1.0'
  spec.files = Dir['lib/**/*.rb', base: __dir__]
  spec.required_ruby_version = '>= 3.0'
  spec.add_runtime_dependency 'ffi', '~> 1.15'
  # Timeouts of earlier ones leave a block by throw and not by an exception, as of something that was stored.
  spec.add_runtime_dependency 'timeout', '>= 0.4'
end
