# SPDX-License-Identifier: BSL-1.0
"""What `usher text` and `usher triage --explain` say of a text: the places are right, and the schemas hold."""
import argparse
import json
import pathlib
import subprocess
import unittest

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHARED = ROOT / "tests" / "golden" / "cli" / "shared"
usher = ""

PLAIN = "I want my money back for NW-123456! #Refund @northwind https://northwind.example 😀 ann@example.com"
CARD = "Card 4111 1111 1111 1111, order 4000056655665556"
MAIL = ("Perché? Vorrei i rimborsi.\n\nIl giorno lun 2 mar 2026 alle ore 10:14 Northwind <care@northwind.example> ha "
        "scritto:\n> My lawyer has your card 4111 1111 1111 1111\n-- \nAnna\n")
TEXTS = ["", PLAIN, CARD, MAIL, "برگشت‌پول ۰۹۱۲۳۴۵۶۷۸۹", "верните деньги"]


def schema(name):
    made = json.loads((ROOT / "docs" / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


def run(*arguments, text=""):
    made = subprocess.run([usher, *arguments], cwd=SHARED, input=text.encode(), capture_output=True, check=True)
    return made.stdout.decode()


class Texts(unittest.TestCase):
    def test_texts(self):
        validator = schema("text")
        for text in TEXTS:
            for options in ([], ["--email"], ["--email", "--subject", "Fwd: bike"]):
                with self.subTest(text=text, options=options):
                    seen = json.loads(run("text", "shop.yaml", "--format", "json", *options, "--", text))
                    validator.validate(seen)
                    self.check_places(seen, text)

    def check_places(self, seen, text):
        raw = text.encode()
        places = seen["words"] + seen["matches"] + seen["personal_data"] + seen["left_out"]
        for place in places:
            part = raw[place["begin"]:place["end"]].decode()
            self.assertEqual(part, text[place["begin_code_point"]:place["end_code_point"]])
        self.assertEqual(len(seen["masked"]), len(text))

    def test_an_email(self):
        seen = json.loads(run("text", "shop.yaml", "--format", "json", "--email", "--", MAIL))
        self.assertEqual([match["topics"] for match in seen["matches"]], [["refund"]])
        self.assertEqual([(one["kind"], one["counts"]) for one in seen["personal_data"]],
                         [("email", False), ("card", False)])
        self.assertEqual(len(seen["left_out"]), 1)
        self.assertNotIn("4111", seen["masked"])
        whole = json.loads(run("text", "shop.yaml", "--format", "json", "--", MAIL))
        self.assertEqual([match["topics"] for match in whole["matches"]], [["refund"], ["legal_threat"]])
        self.assertEqual(whole["left_out"], [])

    def test_decisions_with_detail(self):
        validator = schema("decision")
        validator_of_message = schema("message")
        messages = [{"text": text, "channel": channel} for text in TEXTS for channel in ("email", "instagram")]
        for message in messages:
            validator_of_message.validate(message)
        lines = "".join(json.dumps(message) + "\n" for message in messages)
        for options in ([], ["--full-text"]):
            decisions = run("triage", "shop.yaml", "--explain", *options, text=lines).splitlines()
            self.assertEqual(len(decisions), len(messages))
            left_out = 0
            for line in decisions:
                decision = json.loads(line)
                decision.pop("explanation", None)
                validator.validate(decision)
                left_out += len(decision["detail"]["left_out"])
            self.assertEqual(left_out, 0 if options else 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--usher", required=True)
    options, rest = parser.parse_known_args()
    usher = str(pathlib.Path(options.usher).resolve())
    unittest.main(argv=[__file__, *rest])
