package io.orderpipeline.kafka;

import io.orderpipeline.architecture.ModuleRulesTests;

class ArchitectureTests extends ModuleRulesTests {}
