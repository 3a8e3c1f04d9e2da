#!/usr/bin/env node
// Syntax of ES5: a Node.js that is too old must be able to read this file, so as to say so.
'use strict';

var existsSync = require('fs').existsSync;
var join = require('path').join;

var engine = require('../package.json').engines.node;
var main = join(__dirname, '..', 'dist', 'main.js');

function numbersOf(version) {
  return version.replace('>=', '').split('.').map(Number);
}

function isOlder(one, other) {
  if (one[0] !== other[0]) return one[0] < other[0];
  return one[1] < other[1];
}

function refuse(why) {
  process.stderr.write('onebox-gateway: ' + why + '\n');
  process.exit(1);
}

if (isOlder(numbersOf(process.versions.node), numbersOf(engine))) {
  refuse('Node.js ' + process.versions.node + ' is too old. Install ' + engine.slice(2) + ' or later.');
}
if (!existsSync(main)) refuse('it is not built. Run "npm ci && npm run build" in its folder.');
require(main);
