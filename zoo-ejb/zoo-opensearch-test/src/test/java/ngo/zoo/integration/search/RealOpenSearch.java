package ngo.zoo.integration.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.transport.TransportAddress;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.Node;
import org.opensearch.node.NodeValidationException;
import org.opensearch.plugins.PluginInfo;

/** One node with the k-NN plug-in, on a free port of this machine. */
final class RealOpenSearch implements AutoCloseable {
  private static final class TestNode extends Node {
    TestNode(Environment environment, List<PluginInfo> plugins) {
      super(environment, plugins, false);
    }
  }

  private final Node node;

  RealOpenSearch(Path home) throws IOException, NodeValidationException {
    Files.createDirectories(home.resolve("config"));
    Settings settings =
        Settings.builder()
            .put("path.home", home)
            .put("cluster.name", "test")
            .put("node.name", "one")
            .put("discovery.type", "single-node")
            .put("http.type", "netty4")
            .put("transport.type", "netty4")
            .put("http.port", "0")
            .put("transport.port", "0")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    Environment environment = new Environment(settings, home.resolve("config"));
    node =
        new TestNode(
            environment,
            List.of(
                plugin("netty4", "org.opensearch.transport.Netty4ModulePlugin"),
                plugin("opensearch-knn", "org.opensearch.knn.plugin.KNNPlugin")));
    node.start();
  }

  private static PluginInfo plugin(String name, String type) {
    return new PluginInfo(name, name, "test", Version.CURRENT, "21", type, "", List.of(), false);
  }

  String url() {
    TransportAddress address =
        node.injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress();
    return "http://127.0.0.1:" + address.getPort();
  }

  @Override
  public void close() throws IOException {
    node.close();
  }
}
