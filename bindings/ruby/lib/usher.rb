# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
require 'ffi'

require_relative 'usher/generated/abi'
require_relative 'usher/errors'
require_relative 'usher/native'
require_relative 'usher/arena'
require_relative 'usher/codec'
require_relative 'usher/values'
require_relative 'usher/handle'
require_relative 'usher/message'
require_relative 'usher/json'
require_relative 'usher/decision'
require_relative 'usher/policy'
require_relative 'usher/batch'
require_relative 'usher/text'
require_relative 'usher/calendar'
require_relative 'usher/event'
require_relative 'usher/effects'
require_relative 'usher/view'
require_relative 'usher/desk'
require_relative 'usher/staffing'
require_relative 'usher/staff_week'
require_relative 'usher/simulation'
require_relative 'usher/mapping'
require_relative 'usher/replay'

# Which department and person a customer's message goes to, how urgent it is, and what the answer must respect.
module Usher
  # "0.1.0": of the library.
  def self.version
    Native.usher_version
  end
end
