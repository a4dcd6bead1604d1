// SPDX-License-Identifier: BSL-1.0
// A clock that is as many seconds ahead as the file CLOCK says, read anew each time: so a test need not wait for days.
'use strict';
const { readFileSync } = require('node:fs');

const Real = Date;
const now = () => Real.now() + 1000 * Number(readFileSync(process.env.CLOCK, 'utf8'));
globalThis.Date = class extends Real {
  constructor(...given) {
    super(...(given.length === 0 ? [now()] : given));
  }

  static now() {
    return now();
  }
};
