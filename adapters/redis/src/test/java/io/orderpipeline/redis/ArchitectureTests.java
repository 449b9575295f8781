package io.orderpipeline.redis;

import io.orderpipeline.architecture.ModuleRulesTests;

class ArchitectureTests extends ModuleRulesTests {}
