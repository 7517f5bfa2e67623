#!/usr/bin/env node
import { main } from "../cli/main.js";
import "./node.js";

process.exitCode = await main(process.argv.slice(2));
