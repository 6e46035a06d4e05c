package ngo.zoo.billing;

/**
 * Who issues invoices, as it stands on them.
 *
 * @param address several lines
 * @param payTo how to pay, several lines
 */
public record Seller(String name, String address, String payTo) {}
