package ngo.zoo.billing;

import java.util.UUID;

/** Keys of an organisation were made, rotated or revoked; counts once the transaction is over. */
public record KeysChanged(UUID organisation) {}
