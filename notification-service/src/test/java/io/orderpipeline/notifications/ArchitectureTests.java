package io.orderpipeline.notifications;

import io.orderpipeline.architecture.ModuleRulesTests;

class ArchitectureTests extends ModuleRulesTests {}
