package io.paidan.core.ticket;

import io.paidan.event.Category;
import io.paidan.event.Channel;
import io.paidan.event.EventData.Location;
import io.paidan.event.TicketClass;
import java.util.List;

/**
 * What is known of the ticket itself (contract, section 3, "tickets"). Instants are milliseconds
 * since the epoch, UTC, {@link io.paidan.Instants#NONE} where the document says null; references
 * are null where the document says null.
 *
 * @param firstEventAt the time of the first event in the order
 * @param district the ticket's present district
 * @param firstDistrict the district of the first dispatch
 * @param reportedDistrict the ticket's district when it was reported: where the report is counted
 * @param dispatchedAt of the first dispatch
 * @param resolvedAt of the last resolution while all standing assignments are resolved, at least
 *     one: a value says that the ticket counts as resolved
 * @param satisfaction 1 to 5, 0 while nobody was asked
 * @param resolutions each time that the ticket became RESOLVED, in order
 */
public record TicketFields(
    String ticketId,
    TicketState state,
    boolean suspended,
    Category category,
    TicketClass ticketClass,
    String district,
    String firstDistrict,
    String reportedDistrict,
    String community,
    Channel channel,
    Text title,
    Location location,
    long firstEventAt,
    long reportedAt,
    long assessedAt,
    long dispatchedAt,
    long acceptedAt,
    long arrivedAt,
    long resolvedAt,
    long fedBackAt,
    long closedAt,
    long cancelledAt,
    String leadDepartment,
    List<String> departments,
    int satisfaction,
    Boolean solved,
    int reopenCount,
    int refusalCount,
    int extensionCount,
    int urgeCount,
    boolean breached,
    boolean overdue,
    long nextDueAt,
    int eventCount,
    List<Anomaly> anomalies,
    List<Resolution> resolutions) {}
