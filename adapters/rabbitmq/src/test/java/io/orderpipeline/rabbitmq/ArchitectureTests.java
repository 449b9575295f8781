package io.orderpipeline.rabbitmq;

import io.orderpipeline.architecture.ModuleRulesTests;

class ArchitectureTests extends ModuleRulesTests {}
