using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Smartcards;

namespace CareIdentity.Population;

/// <summary>What was generated and is not yet saved: some thousand people at a time, so that memory is the same for any number.</summary>
internal sealed class PopulationRows(CareIdentityDb db, AuditTrail audit)
{
    private const int PeopleAtOnce = 5_000;

    public List<Organisation> Organisations { get; } = [];

    public List<OrganisationAncestor> Ancestors { get; } = [];

    public List<OrganisationName> OrganisationNames { get; } = [];

    public List<Profile> Profiles { get; } = [];

    public List<ProfileName> ProfileNames { get; } = [];

    public List<Duty> Duties { get; } = [];

    public List<IdentityCheck> Checks { get; } = [];

    public List<Position> Positions { get; } = [];

    public List<PositionAssignment> Assignments { get; } = [];

    public List<RaTraining> Trainings { get; } = [];

    public List<RaAppointment> Appointments { get; } = [];

    public List<TrainingWatch> Watches { get; } = [];

    public List<AccessRequest> Requests { get; } = [];

    public List<Smartcard> Cards { get; } = [];

    public List<CardKeys> CardKeys { get; } = [];

    public List<CardOperation> Operations { get; } = [];

    public List<CertificateRecord> Certificates { get; } = [];

    public List<(Actor Actor, Reason Reason, CareEvent Happened, DateTimeOffset At)> Events { get; } = [];

    public bool IsFull => Profiles.Count >= PeopleAtOnce;

    /// <summary>In an order in which nothing is referred to before it is there.</summary>
    public async Task SaveAsync(CancellationToken ct)
    {
        db.AddMany(Organisations);
        db.AddMany(Ancestors);
        db.AddMany(OrganisationNames);
        db.AddMany(Profiles);
        db.AddMany(ProfileNames);
        db.AddMany(Duties);
        db.AddMany(Checks);
        db.AddMany(Checks.SelectMany(c => c.Documents).ToList());
        db.AddMany(Positions);
        db.AddMany(Positions.SelectMany(p => p.AccessProfiles).ToList());
        db.AddMany(Positions.SelectMany(p => p.AccessProfiles).SelectMany(a => a.AddedActivities).ToList());
        db.AddMany(Assignments);
        db.AddMany(Trainings);
        db.AddMany(Appointments);
        db.AddMany(Watches);
        db.AddMany(Requests);
        db.AddMany(Cards);
        db.AddMany(CardKeys);
        db.AddMany(Operations);
        db.AddMany(Certificates);
        audit.RecordMany(Events);
        if (await db.SaveAsync(ct) is { } refused)
        {
            throw new InvalidOperationException($"What was generated breaks a rule of the database: {refused.Code}");
        }

        db.Forget();
        Clear();
    }

    private void Clear()
    {
        foreach (var rows in new System.Collections.IList[]
        {
            Organisations, Ancestors, OrganisationNames, Profiles, ProfileNames, Duties, Checks, Positions, Assignments, Trainings, Appointments, Watches, Requests, Cards,
            CardKeys, Operations, Certificates, Events,
        })
        {
            rows.Clear();
        }
    }
}
