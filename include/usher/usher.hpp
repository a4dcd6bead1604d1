// SPDX-License-Identifier: BSL-1.0
//
// usher for C++20: usher.h with handles that close themselves, std::string_view, std::span and exceptions. Only
// inline code over the C interface, so nothing of C++ crosses the library's boundary and compilers may differ.
//
//     const usher::Policy policy = usher::Policy::load("policy.yaml");
//
//     usher::Message message;
//     message.text("I want my money back").account("@acme").fact("stage", "post_order");
//
//     usher::Decision decision; // one per thread, used again and again
//     decision.triage(policy, message);
//     std::cout << decision.department() << ", " << decision.band() << '\n';
//     for (std::string_view topic : decision.topics()) std::cout << "  about " << topic << '\n';
//     std::cout << decision.explain();
//
// Names     follow usher.h, where each call is described: usher_policy_load is Policy::load.
// Failure   throws usher::Error, which carries the status and the findings as plain values. The try_ calls answer
//           with a Status instead, for hosts that meet bad messages every day.
// Warnings  come with success: hand a Report to a call that takes one. It is filled on failure too.
// Handles   move. A Policy also copies, and the copies are one policy, shared. A handle that was moved from may
//           only be assigned to or destroyed. get() gives the C handle, a constructor takes one over.
// Desk      live work: events in, effects out.
//
//     usher::Desk desk(policy, usher::DeskOptions().keep());
//     usher::Effects effects;
//     desk.apply(usher::Event(usher::EventType::message).conversation("c-17").time(now).message(message), effects);
//     for (const usher::Effect effect : effects) std::cout << effect.conversation << effect.agent << '\n';
//
// Texts     go in and come out as std::string_view. One that comes out lives as long as usher.h says: until its
//           handle is used again or destroyed. One that is not there has data() == nullptr and is empty.
// Time      is std::chrono, in milliseconds. For the clock: std::chrono::floor<usher::Duration>(
//           std::chrono::system_clock::now()).
#pragma once

#include <usher/cpp/batch.hpp>
#include <usher/cpp/calendar.hpp>
#include <usher/cpp/decision.hpp>
#include <usher/cpp/desk.hpp>
#include <usher/cpp/effects.hpp>
#include <usher/cpp/event.hpp>
#include <usher/cpp/findings.hpp>
#include <usher/cpp/message.hpp>
#include <usher/cpp/policy.hpp>
#include <usher/cpp/replay.hpp>
#include <usher/cpp/simulation.hpp>
#include <usher/cpp/staffing.hpp>
#include <usher/cpp/status.hpp>
#include <usher/cpp/text.hpp>
#include <usher/cpp/view.hpp>
