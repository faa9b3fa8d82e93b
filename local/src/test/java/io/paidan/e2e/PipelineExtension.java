package io.paidan.e2e;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link Pipeline}: started when the first test asks, closed after the last one of
 * the test run.
 */
final class PipelineExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(PipelineExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Pipeline.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Pipeline.class, type -> start(), Pipeline.class);
  }

  private static Pipeline start() {
    try {
      return Pipeline.start();
    } catch (Exception e) {
      throw new IllegalStateException("the stack did not start: " + e.getMessage(), e);
    }
  }
}
