# frozen_string_literal: true

# SPDX-License-Identifier: BSL-1.0
require 'sqlite3'

# As much of ActiveRecord as the example needs: a class is a table, `create!` is a transaction with callbacks in it. In a
# Rails application the classes of tickets.rb inherit from ApplicationRecord and stay as they are.
class Record
  class << self
    attr_writer :database

    def table = "#{name.downcase}s"
    def callbacks = (@callbacks ||= [])
    def after_create(name) = callbacks << name

    def connect(path)
      Record.database = SQLite3::Database.new(path)
      Record.database.results_as_hash = true
      Record.database.busy_timeout = 5000
    end

    # Stores it and runs its callbacks: all of it, or if one raises nothing.
    def create!(**attributes)
      transaction do
        names = attributes.keys
        places = (['?'] * names.size).join(', ')
        database.execute("INSERT INTO #{table} (#{names.join(', ')}) VALUES (#{places})", attributes.values)
        record = find(database.last_insert_row_id)
        callbacks.each { |name| record.send(name) }
        record
      end
    end

    def find(id)
      row = database.get_first_row("SELECT * FROM #{table} WHERE id = ?", id)
      new(row.transform_keys(&:to_sym))
    end

    def all = database.execute("SELECT * FROM #{table} ORDER BY id").map { |row| new(row.transform_keys(&:to_sym)) }

    def database = Record.instance_variable_get(:@database)

    private

    def transaction(&block)
      database.transaction_active? ? block.call : database.transaction(:immediate, &block)
    end
  end

  attr_reader :attributes

  def initialize(attributes)
    @attributes = attributes.dup
  end

  def method_missing(name, *arguments)
    attributes.fetch(name) { super }
  end

  def respond_to_missing?(name, all = false) = attributes.key?(name) || super
end
