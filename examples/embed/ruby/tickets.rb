# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
# A CRM in Ruby: every message that is stored becomes a ticket in the same transaction.
#
#     ruby tickets.rb POLICY MESSAGES.jsonl
require 'json'
require 'time'
require_relative 'record'
require_relative 'triage'

# What to do about a message.
class Ticket < Record
  SCHEMA = <<~SQL
    CREATE TABLE IF NOT EXISTS tickets (id INTEGER PRIMARY KEY, message INTEGER NOT NULL, department TEXT NOT NULL,
      priority INTEGER NOT NULL, tags TEXT NOT NULL, reply TEXT, because TEXT)
  SQL
end

# What a customer wrote.
class Message < Record
  SCHEMA = <<~SQL
    CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, name TEXT UNIQUE, account TEXT, text TEXT,
      tier TEXT, order_open INTEGER, time TEXT)
  SQL
  after_create :triage

  private

  def triage
    decision = Triage.decide(to_usher)
    if decision.nil?
      Ticket.create!(message: id, department: 'care', priority: 50, tags: '["by hand"]')
    else
      Ticket.create!(message: id, department: decision.department, priority: decision.priority,
                     tags: JSON.generate(decision.tags), reply: decision.reply,
                     because: decision.because(:department))
    end
  end

  # What the CRM knows, as facts of the policy. What it does not know is nil, and missing.
  def to_usher
    Usher::Message.new(text, id: name, account: account, time: moment,
                             facts: { 'customer.tier': tier, 'order.open': order_open && order_open == 1 })
  end

  # What is no time is none: the message is worth a ticket all the same.
  def moment
    Time.iso8601(time) if time
  rescue ArgumentError
    nil
  end
end

if $PROGRAM_NAME == __FILE__
  policy, messages = ARGV
  abort "usage: ruby #{$PROGRAM_NAME} POLICY MESSAGES.jsonl" if messages.nil?

  begin
    Triage.start(policy, log: $stderr)
  rescue Usher::Error => e
    warn e.message, e.findings
    exit 1
  end
  Record.connect(ENV.fetch('TICKETS', ':memory:'))
  [Message, Ticket].each { |table| Record.database.execute(table::SCHEMA) }
  File.foreach(messages, encoding: 'UTF-8') do |line|
    given = JSON.parse(line)
    facts = given.fetch('facts', {})
    Message.create!(name: given['id'], account: given['account'], text: given['text'], tier: facts['customer.tier'],
                    order_open: facts['order.open'] ? 1 : nil, time: given['time'])
  rescue JSON::ParserError
    warn "line #{$.}: no JSON"
  rescue SQLite3::ConstraintException
    warn "line #{$.}: that message is there already"
  end
  Ticket.all.each do |ticket|
    puts "##{ticket.id} #{ticket.department}, priority #{ticket.priority}, tags #{ticket.tags}, " \
         "reply #{ticket.reply || 'none'}, because of #{ticket.because || 'nothing'}"
  end
end
