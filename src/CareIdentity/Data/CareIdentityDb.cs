using System.Reflection;
using CareIdentity.Access;
using CareIdentity.Applications;
using CareIdentity.Audit;
using CareIdentity.Batches;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Messages;
using CareIdentity.OfflineForms;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Search;
using CareIdentity.SignIn;
using CareIdentity.Smartcards;
using CareIdentity.Staff;
using CareIdentity.StaffRecords;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Data;

/// <summary>
/// The one context, one subclass per engine. Public only so that public verbs may take it: every set, entity and mapping is
/// internal to its room, so nothing outside this assembly can change a row except through a verb.
/// </summary>
/// <remarks>
/// Guarantees of <see cref="SaveAsync"/>: one transaction; every change of a versioned row is checked; a change without an audit
/// event is a bug and throws; a broken unique index or check comes back as the refusal that its mapping declares.
/// </remarks>
public abstract class CareIdentityDb(DbContextOptions options) : DbContext(options)
{
    private readonly List<QueuedRows> many = [];

    public abstract Engine Engine { get; }

    internal DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    internal DbSet<AuditEventSubject> AuditEventSubjects => Set<AuditEventSubject>();

    internal DbSet<NameKey> NameKeys => Set<NameKey>();

    internal DbSet<Organisation> Organisations => Set<Organisation>();

    internal DbSet<OrganisationAncestor> OrganisationAncestors => Set<OrganisationAncestor>();

    internal DbSet<OrganisationMove> OrganisationMoves => Set<OrganisationMove>();

    internal DbSet<RaTreeEdition> RaTreeEditions => Set<RaTreeEdition>();

    internal DbSet<WrongEntryReport> WrongEntryReports => Set<WrongEntryReport>();

    internal DbSet<OrganisationName> OrganisationNames => Set<OrganisationName>();

    internal DbSet<Profile> Profiles => Set<Profile>();

    internal DbSet<ProfileName> ProfileNames => Set<ProfileName>();

    internal DbSet<ProfileMerge> ProfileMerges => Set<ProfileMerge>();

    internal DbSet<ProfilePhoto> ProfilePhotos => Set<ProfilePhoto>();

    internal DbSet<FieldOwnership> FieldOwnerships => Set<FieldOwnership>();

    internal DbSet<CardLoan> CardLoans => Set<CardLoan>();

    internal DbSet<Duty> Duties => Set<Duty>();

    internal DbSet<IdentityCheck> IdentityChecks => Set<IdentityCheck>();

    internal DbSet<IdentityDocument> IdentityDocuments => Set<IdentityDocument>();

    internal DbSet<JobRole> JobRoles => Set<JobRole>();

    internal DbSet<Activity> Activities => Set<Activity>();

    internal DbSet<ActivityInclusion> ActivityInclusions => Set<ActivityInclusion>();

    internal DbSet<BaselineActivity> BaselineActivities => Set<BaselineActivity>();

    internal DbSet<AreaOfWork> AreasOfWork => Set<AreaOfWork>();

    internal DbSet<ReferenceVersion> ReferenceVersions => Set<ReferenceVersion>();

    internal DbSet<ReferenceChange> ReferenceChanges => Set<ReferenceChange>();

    internal DbSet<ReferenceSet> ReferenceSets => Set<ReferenceSet>();

    internal DbSet<Position> Positions => Set<Position>();

    internal DbSet<AccessProfile> AccessProfiles => Set<AccessProfile>();

    internal DbSet<PositionInclusion> PositionInclusions => Set<PositionInclusion>();

    internal DbSet<Workgroup> Workgroups => Set<Workgroup>();

    internal DbSet<WorkgroupMember> WorkgroupMembers => Set<WorkgroupMember>();

    internal DbSet<RestrictedCombination> RestrictedCombinations => Set<RestrictedCombination>();

    internal DbSet<PositionAssignment> PositionAssignments => Set<PositionAssignment>();

    internal DbSet<RaTraining> RaTrainings => Set<RaTraining>();

    internal DbSet<RaAppointment> RaAppointments => Set<RaAppointment>();

    internal DbSet<TrainingWatch> TrainingWatches => Set<TrainingWatch>();

    internal DbSet<TrainingCourse> TrainingCourses => Set<TrainingCourse>();

    internal DbSet<TrainingCourseRole> TrainingCourseRoles => Set<TrainingCourseRole>();

    internal DbSet<TrainingSession> TrainingSessions => Set<TrainingSession>();

    internal DbSet<TrainingPlace> TrainingPlaces => Set<TrainingPlace>();

    internal DbSet<IssuerRecord> Issuers => Set<IssuerRecord>();

    internal DbSet<CertificateRecord> Certificates => Set<CertificateRecord>();

    internal DbSet<ServiceCertificateRecord> ServiceCertificates => Set<ServiceCertificateRecord>();

    internal DbSet<OcspSignerRecord> OcspSigners => Set<OcspSignerRecord>();

    internal DbSet<RevocationListRecord> RevocationLists => Set<RevocationListRecord>();

    internal DbSet<RevocationListPart> RevocationListParts => Set<RevocationListPart>();

    internal DbSet<RevocationChange> RevocationChanges => Set<RevocationChange>();

    internal DbSet<Smartcard> Smartcards => Set<Smartcard>();

    internal DbSet<CardKeys> CardKeys => Set<CardKeys>();

    internal DbSet<CardMasterKey> CardMasterKeys => Set<CardMasterKey>();

    internal DbSet<AdoptedCardKeys> AdoptedCardKeys => Set<AdoptedCardKeys>();

    internal DbSet<CardOperation> CardOperations => Set<CardOperation>();

    internal DbSet<CardOperationStep> CardOperationSteps => Set<CardOperationStep>();

    internal DbSet<SignInChallenge> SignInChallenges => Set<SignInChallenge>();

    internal DbSet<Session> Sessions => Set<Session>();

    internal DbSet<AccessRequest> AccessRequests => Set<AccessRequest>();

    internal DbSet<RequestStep> RequestSteps => Set<RequestStep>();

    internal DbSet<RequestAttachment> RequestAttachments => Set<RequestAttachment>();

    internal DbSet<RequestLook> RequestLooks => Set<RequestLook>();

    internal DbSet<StaffSource> StaffSources => Set<StaffSource>();

    internal DbSet<StaffSourceSite> StaffSourceSites => Set<StaffSourceSite>();

    internal DbSet<MappedPosition> MappedPositions => Set<MappedPosition>();

    internal DbSet<StaffRecord> StaffRecords => Set<StaffRecord>();

    internal DbSet<StaffMessage> StaffMessages => Set<StaffMessage>();

    internal DbSet<StaffConflict> StaffConflicts => Set<StaffConflict>();

    internal DbSet<OfflineForm> OfflineForms => Set<OfflineForm>();

    internal DbSet<OfflineFormScan> OfflineFormScans => Set<OfflineFormScan>();

    internal DbSet<Application> Applications => Set<Application>();

    internal DbSet<ApplicationDraft> ApplicationDrafts => Set<ApplicationDraft>();

    internal DbSet<ApplicationPicture> ApplicationPictures => Set<ApplicationPicture>();

    internal DbSet<Message> Messages => Set<Message>();

    internal DbSet<Batch> Batches => Set<Batch>();

    internal DbSet<BatchLine> BatchLines => Set<BatchLine>();

    internal DbSet<JourneyDraft> JourneyDrafts => Set<JourneyDraft>();

    /// <summary>
    /// New rows without tracking each of them, for hundreds at once: the next <see cref="SaveAsync"/> inserts them after everything else and in
    /// the order in which they were added. They ask for an event as any other row does.
    /// </summary>
    internal void AddMany<T>(IReadOnlyCollection<T> rows)
        where T : class
    {
        if (rows.Count > 0)
        {
            many.Add(new QueuedRows(typeof(T), [.. rows]));
        }
    }

    /// <summary>
    /// Known rows that are changed in these properties and that nobody tracks here, for many at once: the next <see cref="SaveAsync"/> writes them
    /// in the order of what is queued, each only as long as it is still of the version that it was.
    /// </summary>
    internal void ChangeMany<T>(IReadOnlyCollection<(T Row, Guid Was)> rows, params IReadOnlyList<string> properties)
        where T : class, IVersioned
    {
        if (rows.Count > 0)
        {
            many.Add(new QueuedRows(typeof(T), [.. rows.Select(one => one.Row)]) { Change = new QueuedChange(properties, [.. rows.Select(one => one.Was)]) });
        }
    }

    /// <summary>
    /// As above, of housekeeping rows without a version: what guards them is saved in the same commit. The commit fails where one of them is gone.
    /// </summary>
    internal void WriteMany<T>(IReadOnlyCollection<T> rows, params IReadOnlyList<string> properties)
        where T : class
    {
        if (!IsHousekeeping(typeof(T)))
        {
            throw new InvalidOperationException($"{typeof(T).Name} is not housekeeping: a change of it is checked against what was seen.");
        }

        if (rows.Count > 0)
        {
            many.Add(new QueuedRows(typeof(T), [.. rows]) { Change = new QueuedChange(properties, Were: null) });
        }
    }

    /// <summary>Whether the next save is one statement after the other in a single journey, which PostgreSQL takes as one transaction without being told of one.</summary>
    internal bool SavesInOneJourney => many.Count > 0 && Engine is Engine.Postgres && Database.CurrentTransaction is null
        && many.Sum(queued => queued.Rows.Count) <= ArrayRows.Most && !ChangeTracker.HasChanges();

    /// <summary>Forgets what was loaded, changed and added, so that work on many goes on with a context as it was at first.</summary>
    internal void Forget()
    {
        many.Clear();
        ChangeTracker.Clear();
    }

    /// <summary>Saves everything or nothing. Gives the refusal where somebody else was quicker; other failures throw.</summary>
    public async Task<Refusal?> SaveAsync(CancellationToken ct)
    {
        try
        {
            if (many.Count == 0)
            {
                await SaveChangesAsync(ct);
            }
            else
            {
                await SaveManyAsync(ct);
            }

            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return SaveRefusals.ChangedBySomeoneElse;
        }
        catch (DbUpdateException failure) when (ConstraintRefusals.Find(Model, failure) is { } refusal)
        {
            return refusal;
        }
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        AccountForChanges();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new InvalidOperationException("Save with SaveAsync.");

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        StorageConventions.Configure(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CareIdentityDb).Assembly);
        SnakeCase.Apply(modelBuilder.Model);
    }

    private async Task SaveManyAsync(CancellationToken ct)
    {
        if (SavesInOneJourney)
        {
            AccountForChanges();
            await ManyRows.SaveTogetherAsync(this, many, ct);
            many.Clear();
            return;
        }

        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(ct) : null;
        await SaveChangesAsync(ct);
        foreach (var queued in many)
        {
            await (queued.Change is { } change
                ? ManyRows.UpdateToldAsync(this, queued, change, ct)
                : ManyRows.InsertToldAsync(this, queued.Type, queued.Rows, ct));
        }

        if (own is not null)
        {
            await own.CommitAsync(ct);
        }

        many.Clear();
    }

    private void AccountForChanges()
    {
        foreach (var versioned in many.SelectMany(queued => queued.Rows).OfType<IVersioned>())
        {
            versioned.Version = Guid.CreateVersion7();
        }

        var changed = ChangeTracker.Entries()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .ToList();
        foreach (var entry in changed)
        {
            if (entry.Entity is IVersioned versioned && entry.State is not EntityState.Deleted)
            {
                versioned.Version = Guid.CreateVersion7();
            }

            if (entry.Entity is IAuditRow && entry.State is not EntityState.Added)
            {
                throw new InvalidOperationException("The audit trail is only ever added to.");
            }
        }

        var unaccounted = changed.Select(entry => entry.Entity.GetType()).Concat(many.Select(queued => queued.Type))
            .FirstOrDefault(type => !type.IsAssignableTo(typeof(IAuditRow)) && !IsHousekeeping(type));
        if (unaccounted is not null && !changed.Exists(entry => entry.Entity is IAuditRow) && !many.Exists(queued => queued.Type.IsAssignableTo(typeof(IAuditRow))))
        {
            throw new InvalidOperationException($"A change of {unaccounted.Name} was about to be saved without an audit event.");
        }
    }

    private static bool IsHousekeeping(Type type) => type.GetCustomAttribute<HousekeepingAttribute>() is not null;
}
