// SPDX-License-Identifier: BSL-1.0
// koffi, which calls C; by require, which unlike import finds it in NODE_PATH too.
import { createRequire } from 'node:module';

export const koffi = createRequire(import.meta.url)('koffi');
