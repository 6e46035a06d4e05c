package ngo.zoo.gpu.ra.outbound;

import jakarta.resource.spi.ConnectionRequestInfo;
import java.util.UUID;

/** Which worker a connection is wanted to; the container keeps one sub-pool per value. */
record WorkerRequestInfo(UUID workerId) implements ConnectionRequestInfo {}
