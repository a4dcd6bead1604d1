print(f"""usher: 1
departments: {{care: {{}}, billing: {{}}}}
topics: {{refund: {{en: [~refund]}}}}
rules: [{{name: refunds, when: {{topic: refund}}, then: {{department: billing}}}}]
default: {{department: care}}
tests: [{{message: {{text: "{'word ' * 20_000}refund"}}, expect: {{department: billing}}}}]""")
