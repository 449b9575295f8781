package io.orderpipeline.postgres;

import io.orderpipeline.architecture.ModuleRulesTests;

class ArchitectureTests extends ModuleRulesTests {}
