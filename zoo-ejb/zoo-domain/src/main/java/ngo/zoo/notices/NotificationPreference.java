package ngo.zoo.notices;

/**
 * What an organisation wants by e-mail.
 *
 * @param type as {@link EventType#word}
 * @param email whether its billing address gets an e-mail
 */
public record NotificationPreference(String type, boolean email) {}
