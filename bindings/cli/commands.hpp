// SPDX-License-Identifier: BSL-1.0
// The commands. Each function adds one to the application and, when the command line names it, sets `run` to
// what does the work and returns the exit code.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace usher::cli {

using Run = std::function<int()>;

void add_check(CLI::App &app, Run &run);
void add_triage(CLI::App &app, Run &run);
void add_explain(CLI::App &app, Run &run);
void add_run(CLI::App &app, Run &run);
void add_text(CLI::App &app, Run &run);
void add_test(CLI::App &app, Run &run);
void add_compile(CLI::App &app, Run &run);
void add_desk(CLI::App &app, Run &run);
void add_due(CLI::App &app, Run &run);
void add_replay(CLI::App &app, Run &run);
void add_staff(CLI::App &app, Run &run);
void add_dump(CLI::App &app, Run &run);
void add_simulate(CLI::App &app, Run &run);

} // namespace usher::cli
