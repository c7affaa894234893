import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity('message')
export class Message {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  receivedAt!: Date;

  @Column('text')
  command!: string;

  @Index()
  @Column('text', { nullable: true })
  conversationId!: string | null;

  @Index()
  @Column('text', { nullable: true })
  senderId!: string | null;

  @Column('jsonb')
  body!: object;

  @Column('text')
  verdict!: string;
}
