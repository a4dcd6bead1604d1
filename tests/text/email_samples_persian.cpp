// SPDX-License-Identifier: BSL-1.0
#include "text/email_samples.hpp"

namespace usher_test {
namespace {

constexpr EmailSample samples[] = {
    {"Gmail",
     "پولم را پس بدهید.\n\nدر تاریخ دوشنبه ۲ مارس ۲۰۲۶ ساعت ۱۰:۱۴ Northwind "
     "\u200F<care@northwind.example\u200F> "
     "نوشت:\n\n> درخواست شما رد شد.\n",
     "پولم را پس بدهید.\n"},
    {"Gmail, not quoted",
     "بله\n\n\u202Bدر دوشنبه ۲ مارس ۲۰۲۶ ساعت ۱۰:۱۴ \u202ANorthwind\u202C "
     "<\u202Acare@northwind.example\u202C> "
     "نوشت:\u202C\n\nحل شد؟\n",
     "بله\n"},
    {"the Persian calendar", "بله\n\nدر ۱۲ اسفند ۱۴۰۴، ساعت ۱۰:۱۴، پشتیبانی نوشت:\n\nحل شد؟\n", "بله\n"},
    {"Arabic yeh and kaf",
     "بله\n\nدر تاريخ دوشنبه ۲ مارس ۲۰۲۶ ساعت ۱۰:۱۴ پشتيباني <care@northwind.example> نوشت:\n> حل شد؟\n",
     "بله\n"},
    {"a name and a verb", "علی نوشته است:\n> حل شد؟\nهنوز نه\n", "هنوز نه\n"},
    {"Outlook",
     "سفارشم را لغو کنید.\n\nاز: Northwind <care@northwind.example>\nارسال شده: دوشنبه ۲ مارس ۲۰۲۶\nبه: "
     "آنا\nموضوع: سفارش\n\nآنای عزیز\n",
     "سفارشم را لغو کنید.\n"},
    {"original message",
     "سفارشم را لغو کنید.\n\n-----پیام اصلی-----\nفرستنده: care@northwind.example\nتاریخ: دوشنبه\nگیرنده: "
     "آنا\nموضوع: سفارش\n\nآنای عزیز\n",
     "سفارشم را لغو کنید.\n"},
    {"iPhone", "سفارشم کجاست؟\n\nارسال شده از iPhone من\n", "سفارشم کجاست؟\n"},
    {"iPhone, in Persian letters", "سفارشم کجاست؟\n\nفرستاده‌شده از آیفون\n",
     "سفارشم کجاست؟\n"},
    {"a phone, verb at the end", "سفارشم کجاست؟\n\nاز گوشی سامسونگ من ارسال شده است\n", "سفارشم کجاست؟\n"},
    {"Yahoo", "سفارشم کجاست؟\n\nارسال شده از Yahoo Mail در Android\n", "سفارشم کجاست؟\n"},
    {"a signature", "سفارشم کجاست؟\n\n-- \nآنا محمدی\n۰۲۱۱۲۳۴۵۶۷۸\n", "سفارشم کجاست؟\n"},
    {"a forward with a ZWNJ",
     "لطفا کمک کنید.\n\n---------- پیام هدایت‌شده ----------\nاز: علی "
     "<ali@example.com>\nموضوع: "
     "دوچرخه\n\nترمز خراب "
     "است.\n",
     "لطفا کمک کنید.\n---------- پیام هدایت‌شده ----------\nاز: علی "
     "<ali@example.com>\nموضوع: "
     "دوچرخه\nترمز "
     "خراب است.\n"},
    {"answers between", "> چه رنگی؟\nقرمز\n> چه اندازه‌ای؟\nمتوسط\n",
     "قرمز\nمتوسط\n"},
    {"a direction mark before the quote", "قرمز\n\n\u200F> چه رنگی؟\n", "قرمز\n"},
    {"from a phone, in a sentence", "از گوشی نمی‌توانم وارد شوم.\n\nکمک کنید\n",
     "از گوشی نمی‌توانم وارد شوم.\nکمک کنید\n"},
};

} // namespace

std::span<const EmailSample> persian_emails() noexcept { return samples; }

} // namespace usher_test
