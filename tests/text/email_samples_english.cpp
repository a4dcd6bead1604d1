// SPDX-License-Identifier: BSL-1.0
#include "text/email_samples.hpp"

namespace usher_test {
namespace {

constexpr EmailSample samples[] = {
    {"a reply above the quoted message",
     "I still want my money back.\n\nOn Mon, Mar 2, 2026 at 10:14 AM Northwind Care <care@northwind.example> "
     "wrote:\n> Dear Ann,\n> your refund was refused.\n>\n> Kind regards\n",
     "I still want my money back.\n"},
    {"the attribution is broken over two lines",
     "Any news?\n\nOn Tue, 3 Mar 2026 at 08:01, Northwind Customer Care Department\n"
     "<care@northwind.example> wrote:\n\n> We are looking into it.\n",
     "Any news?\n"},
    {"the attribution is broken over three lines",
     "Any news?\n\nOn Tuesday, 3 March 2026 at 08:01:12 GMT+1,\nNorthwind Customer Care Department\n"
     "<care@northwind.example> wrote:\n> We are looking into it.\n",
     "Any news?\n"},
    {"a phone quotes without marks",
     "Thanks, that helped.\n\nSent from my iPhone\n\nOn 2 Mar 2026, at 10:14, Northwind "
     "<care@northwind.example> wrote:\n\nDear Ann,\nplease restart the app.\n",
     "Thanks, that helped.\n"},
    {"the quoted message goes on behind the attribution",
     "I want my money back.\n\nSent from Yahoo Mail on Android \n \n  On Mon, Mar 2, 2026 at 10:14 AM, "
     "Northwind<care@northwind.example> wrote:   Dear Ann, \nwe can offer a voucher.\n",
     "I want my money back.\n"},
    {"the same in Italian",
     "Ancora niente.\n\n  Il lun, 2 mar 2026 alle 10:14, Northwind<care@northwind.example> ha scritto:   "
     "Gentile "
     "Anna, \nvuole un rimborso?\n",
     "Ancora niente.\n"},
    {"a sentence that tells what somebody wrote",
     "On 2 March 2026 at 10:14 Bo <bo@northwind.example> wrote: you get it back.\nI never did.\n",
     "On 2 March 2026 at 10:14 Bo <bo@northwind.example> wrote: you get it back.\nI never did.\n"},
    {"answers between quoted lines",
     "On 2/3/2026 10:14, Northwind wrote:\n> Which order is it?\nNW-123456\n> Was the parcel open?\n"
     "No, but it was wet.\n>\n> Regards\n",
     "NW-123456\nNo, but it was wet.\n"},
    {"an answer below the quoted message", "Ann Miller wrote:\n> Which colour?\n\nThe red one, please.\n",
     "The red one, please.\n"},
    {"a quote within a quote", "No.\n\n> Is it solved?\n>> It does not work.\n> > Since when?\n", "No.\n"},
    {"Outlook, original message",
     "Please cancel my order.\n\n-----Original Message-----\nFrom: care@northwind.example\nSent: Monday, "
     "March 2, "
     "2026 10:14 AM\nTo: Ann Miller\nSubject: Your order\n\nDear Ann,\nyour order is on its way.\n",
     "Please cancel my order.\n"},
    {"Outlook, a header alone",
     "Please cancel my order.\n\nFrom: Northwind Care <care@northwind.example>\nSent: Monday, March 2, 2026 "
     "10:14 "
     "AM\nTo: Ann Miller <ann@example.com>\nCc: billing@northwind.example\nSubject: RE: Your order\n\nDear "
     "Ann,\n",
     "Please cancel my order.\n"},
    {"Outlook on a phone: a ruler, then the header",
     "Yes please\n\nGet Outlook for iOS<https://aka.example/o0ukef>\n________________________________\n"
     "From: Northwind Care <care@northwind.example>\nSent: Monday, March 2, 2026 10:14:03 AM\n"
     "To: ann@example.com <ann@example.com>\nSubject: Refund\n\nShall we refund you?\n",
     "Yes please\n"},
    {"the header in bold",
     "Done.\n\n*From:* Northwind Care <care@northwind.example>\n*Sent:* 02 March 2026 10:14\n*To:* "
     "ann@example.com\n*Subject:* Documents\n\nPlease send the documents.\n",
     "Done.\n"},
    {"a long list of addresses in the header",
     "Done.\n\nFrom: Northwind Care\nSent: 02 March 2026 10:14\nTo: a@example.com; b@example.com;\n"
     "  c@example.com; d@example.com\nSubject: Documents\n\nPlease send the documents.\n",
     "Done.\n"},
    {"a header over quoted lines, the answer below",
     "-----Original Message-----\nFrom: care@northwind.example\nSent: Monday\nSubject: Size\n\n> Which "
     "size?\n\n"
     "Medium.\n",
     "Medium.\n"},
    {"a signature behind two hyphens and a space",
     "Where is my parcel?\n\n-- \nAnn Miller\nHead of Nothing\n+44 20 7946 0958\nann@example.com\n",
     "Where is my parcel?\n"},
    {"a signature behind two hyphens", "Where is my parcel?\n--\nAnn Miller\n+44 20 7946 0958\n",
     "Where is my parcel?\n"},
    {"a signature behind an em dash", "Where is my parcel?\n\n\u2014\nAnn\n", "Where is my parcel?\n"},
    {"a signature with a no-break space", "Where is my parcel?\n\n--\u00A0\nAnn\n", "Where is my parcel?\n"},
    {"a signature, then a quote, then an answer",
     "See my answers below.\n-- \nAnn\n\nOn 2 Mar 2026 10:14, Northwind wrote:\n> Colour?\nRed.\n> "
     "Size?\nM.\n",
     "See my answers below.\nRed.\nM.\n"},
    {"a signature behind underscores",
     "Please call me back.\n\n__________\nAnn Miller\nMiller & Sons Ltd\nTel. +44 20 7946 0958\n",
     "Please call me back.\n"},
    {"a signature behind a row of hyphens",
     "Please call me back.\n\n------------------\nAnn Miller\nwww.miller.example\n",
     "Please call me back.\n"},
    {"a phone's note", "It broke again.\n\nSent from my Samsung Galaxy smartphone.\n", "It broke again.\n"},
    {"a program's note", "It broke again.\n\nSent from Mail for Windows\n", "It broke again.\n"},
    {"two notes", "It broke again.\nSent from my iPad\nGet Outlook for Android\n", "It broke again.\n"},
    {"a note above the text", "Sent from my iPhone\n\nIt broke again.\n", "It broke again.\n"},
    {"a note of Yahoo",
     "Where is it?\n\nSent from Yahoo Mail on Android\n\n  On Mon, Mar 2, 2026 at 10:14, Northwind"
     "<care@northwind.example> wrote:   Dear customer,\n",
     "Where is it?\n"},
    {"a forward is kept whole",
     "FYI, please help this customer.\n\n---------- Forwarded message ---------\nFrom: Bob "
     "<bob@example.com>\n"
     "Date: Mon, Mar 2, 2026 at 10:14\nSubject: Broken bike\nTo: <info@rent.example>\n\nThe brake is "
     "broken.\n"
     "> I told you before.\n",
     "FYI, please help this customer.\n---------- Forwarded message ---------\nFrom: Bob <bob@example.com>\n"
     "Date: Mon, Mar 2, 2026 at 10:14\nSubject: Broken bike\nTo: <info@rent.example>\nThe brake is broken.\n"
     "> I told you before.\n"},
    {"a forward by Apple Mail is quoted, and kept",
     "See below.\n\nSent from my iPhone\n\nBegin forwarded message:\n\n> From: Bob <bob@example.com>\n> "
     "Subject: "
     "Broken bike\n> \n> The brake is broken.\n",
     "See below.\nBegin forwarded message:\n> From: Bob <bob@example.com>\n> Subject: Broken bike\n>\n> The "
     "brake "
     "is broken.\n"},
    {"a signature ends where a forward begins",
     "Please help.\n-- \nAnn\n\n-------- Forwarded Message --------\nSubject: Bike\n\nIt is broken.\n",
     "Please help.\n-------- Forwarded Message --------\nSubject: Bike\nIt is broken.\n"},
    {"a bare forward",
     "---------- Forwarded message ---------\nFrom: Bob <bob@example.com>\nSubject: Bike\n\nIt is broken.\n",
     "---------- Forwarded message ---------\nFrom: Bob <bob@example.com>\nSubject: Bike\nIt is broken.\n"},
    {"Outlook forwards with the header of a reply; the subject tells",
     "Please help.\n\nFrom: Bob <bob@example.com>\nSent: Monday, March 2, 2026 10:14 AM\nTo: "
     "info@rent.example\n"
     "Subject: Bike\n\nIt is broken.\n",
     "Please help.\nFrom: Bob <bob@example.com>\nSent: Monday, March 2, 2026 10:14 AM\nTo: "
     "info@rent.example\n"
     "Subject: Bike\nIt is broken.\n",
     "FW: Bike"},
    {"a forward within a quoted message is quoted",
     "Thanks.\n\nOn Mon, Mar 2, 2026 at 10:14 Bob <bob@example.com> wrote:\n> ---------- Forwarded message "
     "---------\n> It is broken.\n",
     "Thanks.\n"},
    {"everything is quoted: kept", "> Is it solved?\n> Regards\n", "> Is it solved?\n> Regards\n"},
    {"only a signature beside the quote: kept",
     "\n-- \nAnn\n\nOn Mon, Mar 2, 2026 at 10:14 Bob <bob@example.com> wrote:\n> Is it solved?\n",
     "--\nAnn\nOn Mon, Mar 2, 2026 at 10:14 Bob <bob@example.com> wrote:\n> Is it solved?\n"},
    {"a date first, as older Gmail writes it",
     "Yes.\n\n2026-03-02 10:14 GMT+01:00 Northwind <care@northwind.example>:\n\n> Is it solved?\n", "Yes.\n"},
    {"no address, not quoted, but a paragraph of its own",
     "Yes.\n\nOn 02/03/2026 10:14, Northwind Care wrote:\n\nIs it solved?\n", "Yes.\n"},
    {"no-break spaces in the attribution",
     "Yes.\n\nOn\u00A0Mon, Mar\u00A02, 2026 at 10:14\u202FAM "
     "Bob\u00A0<bob@example.com>\u00A0wrote:\n>\u00A0Is it "
     "solved?\n",
     "Yes.\n"},
    {"Zoho",
     "Yes please.\n\n---- On Mon, 02 Mar 2026 10:14:00 +0100 Ann Lee <ann@example.com> wrote ---\n\nIs it "
     "solved?\n",
     "Yes please.\n"},
    {"who wrote, at the end of the text", "Yes.\n\nOn 02/03/2026 10:14, Northwind Care wrote:\n", "Yes.\n"},
    {"a ruler above a card with fields",
     "It broke.\n\nThanks\n__________\nAnn Lee\nTel: 020 7946 0958\nEmail: ann@example.com\n",
     "It broke.\nThanks\n"},
    {"a note with a link", "It broke.\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n", "It broke.\n"},
    {"a note of Yahoo", "It broke.\n\nSent from Yahoo Mail: Search, Organize, Conquer\n", "It broke.\n"},
};

} // namespace

std::span<const EmailSample> english_emails() noexcept { return samples; }

} // namespace usher_test
